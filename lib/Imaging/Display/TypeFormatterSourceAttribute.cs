namespace Research.Imaging.Display;

/// <summary>
/// Notebook kernels find formatters by an attribute of this simple name, in whatever assembly it is declared, so that this
/// library needs no reference to one (.NET Interactive, docs/formatting.md, convention-based formatter sources).
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    public Type FormatterSourceType { get; } = formatterSourceType;

    public string[]? PreferredMimeTypes { get; set; }
}
