using System.Net;
using System.Text.RegularExpressions;

namespace Research.Plotly;

/// <summary>Plotly reads a little HTML in titles, names and labels: plain text must be escaped for it.</summary>
internal static partial class PlotText
{
    /// <summary>Text that Plotly shows as it is.</summary>
    public static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal)
        .ReplaceLineEndings("<br>");

    /// <summary>The way back, for the static picture.</summary>
    public static string Plain(string text) => WebUtility.HtmlDecode(Tags().Replace(text.Replace("<br>", " ", StringComparison.Ordinal), ""));

    [GeneratedRegex("</?[A-Za-z][^<>]*>")]
    private static partial Regex Tags();
}
