using System.Globalization;
using System.Text;

namespace Research.Plotly.Svg;

/// <summary>Writes SVG elements with escaped text and short numbers.</summary>
internal sealed class SvgText
{
    private readonly StringBuilder _text = new();

    public static string Number(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    public SvgText Raw(string text)
    {
        _text.Append(text);
        return this;
    }

    public void Open(string element, params (string Name, object Value)[] attributes) => Start(element, attributes).Append(">\n");

    public void Close(string element) => _text.Append("</").Append(element).Append(">\n");

    public void Empty(string element, params (string Name, object Value)[] attributes) => Start(element, attributes).Append("/>\n");

    public void Text(string text, double x, double y, string anchor = "start", double size = 12, string? colour = null, double rotate = 0, bool bold = false)
    {
        var attributes = new List<(string, object)> { ("x", x), ("y", y), ("text-anchor", anchor), ("font-size", size) };
        if (colour is not null) attributes.Add(("fill", colour));
        if (bold) attributes.Add(("font-weight", "600"));
        if (rotate != 0) attributes.Add(("transform", $"rotate({Number(rotate)} {Number(x)} {Number(y)})"));
        Start("text", [.. attributes]).Append('>').Append(Escape(text)).Append("</text>\n");
    }

    public void Line(double x1, double y1, double x2, double y2, string colour, double width = 1, string? dash = null)
    {
        var attributes = new List<(string, object)> { ("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2), ("stroke", colour), ("stroke-width", width) };
        if (dash is not null) attributes.Add(("stroke-dasharray", dash));
        Empty("line", [.. attributes]);
    }

    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
            escaped.Append(c switch
            {
                '<' => "&lt;", '>' => "&gt;", '&' => "&amp;", '"' => "&quot;",
                // XML 1.0 has no form at all for other control characters.
                < ' ' and not '\t' and not '\n' and not '\r' or '\ufffe' or '\uffff' => "",
                _ => c.ToString(),
            });
        return escaped.ToString();
    }

    public override string ToString() => _text.ToString();

    private StringBuilder Start(string element, (string Name, object Value)[] attributes)
    {
        _text.Append('<').Append(element);
        foreach (var (name, value) in attributes)
            _text.Append(' ').Append(name).Append("=\"").Append(value is double d ? Number(d) : Escape(Convert.ToString(value, CultureInfo.InvariantCulture)!)).Append('"');
        return _text;
    }
}
