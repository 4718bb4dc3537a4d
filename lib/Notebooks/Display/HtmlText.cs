using System.Globalization;
using System.Text;

namespace Research.Notebooks;

/// <summary>Escaping for text that enters HTML.</summary>
internal static class HtmlText
{
    /// <summary>Escapes the five characters that mean something in HTML text and in quoted attributes.</summary>
    public static string Escape(string text)
    {
        if (text.AsSpan().IndexOfAny("<>&\"'") < 0)
            return text;
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var character in text)
            escaped.Append(character switch
            {
                '<' => "&lt;", '>' => "&gt;", '&' => "&amp;", '"' => "&quot;", '\'' => "&#39;",
                _ => character.ToString(CultureInfo.InvariantCulture),
            });
        return escaped.ToString();
    }
}
