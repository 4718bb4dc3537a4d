namespace Research.Notebooks.Display;

/// <summary>The convention attribute (ConventionFormatters.cs), as any library may declare it for itself.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    public Type FormatterSourceType { get; } = formatterSourceType;
}
