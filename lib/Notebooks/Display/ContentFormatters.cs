using System.Net;
using System.Text.RegularExpressions;
using Research.Notebooks.Cells;

namespace Research.Notebooks.Display;

/// <summary>Formatters of <see cref="HtmlContent"/> and <see cref="MarkdownContent"/>.</summary>
internal sealed partial class ContentFormatters
{
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new Formatter(typeof(HtmlContent), MimeBundle.Html, content => content),
        new Formatter(typeof(HtmlContent), MimeBundle.PlainText, WithoutTags),
        new Formatter(typeof(MarkdownContent), MimeBundle.Markdown, content => content),
        new Formatter(typeof(MarkdownContent), MimeBundle.PlainText, content => content),
    ];

    private static string WithoutTags(string html)
    {
        var text = Tag().Replace(ScriptOrStyle().Replace(html, ""), " ");
        return WebUtility.HtmlDecode(Blank().Replace(text, " ")).Trim();
    }

    [GeneratedRegex("<(script|style)\\b.*?</\\1\\s*>", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex ScriptOrStyle();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("\\s+")]
    private static partial Regex Blank();

    private sealed class Formatter(Type type, string mimeType, Func<string, string> content)
    {
        public Type Type { get; } = type;

        public string MimeType { get; } = mimeType;

        public bool Format(object instance, TextWriter writer)
        {
            writer.Write(content(instance.ToString() ?? ""));
            return true;
        }
    }
}
