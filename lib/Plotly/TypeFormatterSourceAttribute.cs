namespace Research.Plotly;

/// <summary>
/// Names the formatters of a type. Notebook engines find it by its simple name and the names of its properties
/// (convention of .NET Interactive, docs/formatting.md), so no reference to an engine is needed.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    public Type FormatterSourceType { get; } = formatterSourceType;

    public string[] PreferredMimeTypes { get; set; } = ["application/vnd.plotly.v1+json", "text/html", "text/plain"];
}
