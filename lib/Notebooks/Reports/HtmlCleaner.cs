using System.Text;

namespace Research.Notebooks;

/// <summary>Makes HTML from a cell fit to stand inside a page: every element closed, no scripts, handlers, frames or outside addresses.</summary>
/// <remarks>The page's content policy forbids all of these as well; cleaning keeps the page's shape and the browser's console quiet.</remarks>
internal sealed class HtmlCleaner
{
    private static readonly HashSet<string> Void = new(StringComparer.OrdinalIgnoreCase)
        { "area", "br", "col", "embed", "hr", "img", "input", "source", "track", "wbr", "link", "meta", "base" };

    private static readonly HashSet<string> DroppedWithContent = new(StringComparer.OrdinalIgnoreCase)
        { "script", "iframe", "object", "noscript", "template", "textarea", "title", "xmp", "noembed", "noframes" };

    private static readonly HashSet<string> DroppedTag = new(StringComparer.OrdinalIgnoreCase)
        { "html", "head", "body", "link", "meta", "base", "embed", "form", "input", "plaintext", "main", "frameset", "frame" };

    private readonly string html;
    private readonly StringBuilder clean;
    private readonly Stack<string> open = new();

    private HtmlCleaner(string html)
    {
        this.html = html;
        clean = new StringBuilder(html.Length + 64);
    }

    public static string Clean(string html) => new HtmlCleaner(html).Run();

    private string Run()
    {
        var position = 0;
        while (position < html.Length)
        {
            var tag = html.IndexOf('<', position);
            if (tag < 0)
                tag = html.Length;
            clean.Append(html, position, tag - position);
            position = tag < html.Length ? Markup(tag) : tag;
        }
        while (open.Count > 0)
            Close();
        return clean.ToString();
    }

    /// <summary>Handles what begins with a &lt; and returns where it ends.</summary>
    private int Markup(int start)
    {
        if (string.CompareOrdinal(html, start, "<!--", 0, 4) == 0)
            return After("-->", start + 4);
        if (start + 1 < html.Length && html[start + 1] is '!' or '?')
            return After(">", start + 1);
        if (start + 2 < html.Length && html[start + 1] == '/' && char.IsAsciiLetter(html[start + 2]))
            return EndTag(start);
        if (start + 1 < html.Length && char.IsAsciiLetter(html[start + 1]))
            return StartTag(start);
        clean.Append("&lt;");
        return start + 1;
    }

    private int EndTag(int start)
    {
        var name = Name(start + 2, out _);
        if (open.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            while (!string.Equals(open.Peek(), name, StringComparison.OrdinalIgnoreCase))
                Close();
            Close();
        }
        return After(">", start + 2);
    }

    private int StartTag(int start)
    {
        var name = Name(start + 1, out var position);
        var attributes = new StringBuilder();
        var selfClosed = false;
        while (position < html.Length && html[position] != '>')
        {
            selfClosed = html[position] == '/';
            if (char.IsWhiteSpace(html[position]) || html[position] == '/')
                position++;
            else
                position = Attribute(position, attributes);
        }
        position = Math.Min(position + 1, html.Length);
        if (DroppedWithContent.Contains(name))
            return selfClosed ? position : AfterElement(name, position);
        if (DroppedTag.Contains(name))
            return position;
        if (string.Equals(name, "style", StringComparison.OrdinalIgnoreCase))
            return Style(name, attributes, position);
        if (string.Equals(name, "img", StringComparison.OrdinalIgnoreCase) && !CompletePicture(attributes))
            return position;
        clean.Append('<').Append(name).Append(attributes);
        var foreign = open.Any(element => element is "svg" or "math") || name is "svg" or "math";
        if (selfClosed && foreign)
            clean.Append('/');
        clean.Append('>');
        if (!Void.Contains(name) && !(selfClosed && foreign))
            open.Push(name);
        return position;
    }

    /// <summary>A picture from outside is left out; one without a description is marked as decoration.</summary>
    private static bool CompletePicture(StringBuilder attributes)
    {
        var text = attributes.ToString();
        if (!text.Contains(" alt=", StringComparison.OrdinalIgnoreCase))
            attributes.Append(" alt=\"\"");
        return text.Contains(" src=", StringComparison.OrdinalIgnoreCase);
    }

    private int Style(string name, StringBuilder attributes, int position)
    {
        var end = html.IndexOf("</style", position, StringComparison.OrdinalIgnoreCase);
        var content = html[position..(end < 0 ? html.Length : end)];
        if (!PointsOutside(content))
            clean.Append('<').Append(name).Append(attributes).Append('>').Append(content).Append("</style>");
        return AfterElement("style", position);
    }

    private int Attribute(int position, StringBuilder attributes)
    {
        var start = position;
        while (position < html.Length && html[position] is not ('=' or '>' or '/') && !char.IsWhiteSpace(html[position]))
            position++;
        var name = html[start..position];
        var value = "";
        var equals = position;
        while (equals < html.Length && char.IsWhiteSpace(html[equals]))
            equals++;
        if (equals < html.Length && html[equals] == '=')
            position = Value(equals + 1, out value);
        if (position == start)
            return start + 1;
        if (IsAllowed(name, value))
            attributes.Append(' ').Append(name).Append("=\"").Append(value.Replace("\"", "&quot;", StringComparison.Ordinal)).Append('"');
        return position;
    }

    private int Value(int position, out string value)
    {
        while (position < html.Length && char.IsWhiteSpace(html[position]))
            position++;
        if (position < html.Length && html[position] is '"' or '\'')
        {
            var end = html.IndexOf(html[position], position + 1);
            value = html[(position + 1)..(end < 0 ? html.Length : end)];
            return end < 0 ? html.Length : end + 1;
        }
        var start = position;
        while (position < html.Length && html[position] != '>' && !char.IsWhiteSpace(html[position]))
            position++;
        value = html[start..position];
        return position;
    }

    private static bool IsAllowed(string name, string value)
    {
        if (name.StartsWith("on", StringComparison.OrdinalIgnoreCase) || name.AsSpan().IndexOfAny("<\"'") >= 0)
            return false;
        var address = System.Net.WebUtility.HtmlDecode(value.Length > 200 ? value[..200] : value).Trim();
        return name.ToLowerInvariant() switch
        {
            "src" or "poster" or "background" or "data" => address.StartsWith("data:image/", StringComparison.OrdinalIgnoreCase),
            "srcset" or "srcdoc" or "action" or "formaction" or "ping" => false,
            "href" or "xlink:href" => IsSafeLink(address),
            "style" => !PointsOutside(value),
            _ => true,
        };
    }

    public static bool IsSafeLink(string address)
    {
        // Browsers ignore control characters and blanks inside a scheme.
        var plain = new string([.. address.Where(character => character > ' ')]);
        var colon = plain.IndexOf(':', StringComparison.Ordinal);
        var slash = plain.AsSpan().IndexOfAny("/?#");
        if (colon < 0 || slash >= 0 && slash < colon)
            return true;
        return plain[..colon].ToLowerInvariant() is "http" or "https" or "mailto" || plain.StartsWith("data:image/", StringComparison.OrdinalIgnoreCase);
    }

    private static bool PointsOutside(string style)
    {
        var plain = style.Replace("url(data:", "", StringComparison.OrdinalIgnoreCase).Replace("url(#", "", StringComparison.OrdinalIgnoreCase);
        return plain.Contains("url", StringComparison.OrdinalIgnoreCase) || plain.Contains("@import", StringComparison.OrdinalIgnoreCase) || plain.Contains('\\') || plain.Contains("image-set", StringComparison.OrdinalIgnoreCase);
    }

    private string Name(int start, out int end)
    {
        end = start;
        while (end < html.Length && (char.IsAsciiLetterOrDigit(html[end]) || html[end] is '-' or ':' or '_'))
            end++;
        return html[start..end];
    }

    private int AfterElement(string name, int position)
    {
        var end = html.IndexOf("</" + name, position, StringComparison.OrdinalIgnoreCase);
        return end < 0 ? html.Length : After(">", end);
    }

    private int After(string text, int position)
    {
        var end = html.IndexOf(text, position, StringComparison.Ordinal);
        return end < 0 ? html.Length : end + text.Length;
    }

    private void Close() => clean.Append("</").Append(open.Pop()).Append('>');
}
