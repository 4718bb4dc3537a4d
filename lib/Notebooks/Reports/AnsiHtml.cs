using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Research.Notebooks;

/// <summary>Terminal text as HTML: colours as classes, carriage returns applied, everything else escaped.</summary>
internal static partial class AnsiHtml
{
    private static readonly string[] Names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];

    public static string Of(string text)
    {
        text = ApplyReturns(text);
        var html = new StringBuilder();
        var style = "";
        var position = 0;
        foreach (Match match in Sequence().Matches(text))
        {
            Append(html, text[position..match.Index], style);
            position = match.Index + match.Length;
            if (match.Groups["colour"].Success)
                style = Style(style, match.Groups["colour"].Value);
        }
        Append(html, text[position..], style);
        return html.ToString();
    }

    private static void Append(StringBuilder html, string text, string style)
    {
        if (text.Length == 0)
            return;
        var escaped = HtmlText.Escape(Control().Replace(text, ""));
        html.Append(style.Length == 0 ? escaped : $"<span class=\"{style}\">{escaped}</span>");
    }

    /// <summary>A line that a carriage return starts anew covers what stood there.</summary>
    private static string ApplyReturns(string text)
    {
        if (!text.Contains('\r'))
            return text;
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n');
        for (var index = 0; index < lines.Length; index++)
        {
            var shown = "";
            foreach (var over in lines[index].Split('\r'))
                shown = over.Length >= shown.Length ? over : over + shown[over.Length..];
            lines[index] = shown;
        }
        return string.Join('\n', lines);
    }

    private static string Style(string style, string codes)
    {
        var classes = style.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        foreach (var code in codes.Split(';').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0))
        {
            if (code == 0)
                classes.Clear();
            else if (code == 1)
                classes.Add("ansi-bold");
            else if (code is 39 or (>= 30 and <= 37) or (>= 90 and <= 97))
            {
                classes.RemoveAll(name => name != "ansi-bold");
                if (code != 39)
                    classes.Add("ansi-" + (code == 90 ? "grey" : Names[code % 10]));
            }
            else if (code is 38 or 48)
                break;
        }
        return string.Join(' ', classes.Distinct());
    }

    [GeneratedRegex("\\x1b\\[(?:(?<colour>[0-9;]*)m|[0-9;?]*[A-Za-ln-z])")]
    private static partial Regex Sequence();

    [GeneratedRegex("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f]")]
    private static partial Regex Control();
}
