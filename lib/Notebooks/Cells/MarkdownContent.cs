using Research.Notebooks.Display;

namespace Research.Notebooks.Cells;

/// <summary>Text that is Markdown, formulas between <c>$</c> signs included.</summary>
[TypeFormatterSource(typeof(ContentFormatters))]
public sealed class MarkdownContent
{
    private readonly string content;

    internal MarkdownContent(string content) => this.content = content ?? "";

    /// <summary>The Markdown source.</summary>
    public override string ToString() => content;
}
