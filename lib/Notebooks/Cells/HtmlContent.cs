using Research.Notebooks.Display;

namespace Research.Notebooks.Cells;

/// <summary>Text that is HTML.</summary>
[TypeFormatterSource(typeof(ContentFormatters))]
public sealed class HtmlContent
{
    private readonly string content;

    internal HtmlContent(string content) => this.content = content ?? "";

    /// <summary>The HTML source.</summary>
    public override string ToString() => content;
}
