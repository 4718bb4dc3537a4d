using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Research.Plotly;

public sealed partial class Figure
{
    // All scripts of the world as they are; < > & ' " escaped, so that the text may stand inside an HTML script element.
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>The figure as plotly.js takes it: an object with <c>data</c>, <c>layout</c> and <c>config</c>; caption and alternative text in <c>layout.meta</c>.</summary>
    public string ToJson() => ToNode().ToJsonString(s_json);

    /// <summary>An HTML element that plotly.js draws into once it is on the page; until then it shows the static picture. Fetches nothing.</summary>
    public string ToHtml() => FigureHtml.Render(this);

    /// <summary>A static picture (SVG) with the same data: lines, points, bars, boxes and heat maps; other traces are left out.</summary>
    public string ToSvg() => Svg.SvgFigure.Draw(this);

    /// <summary>What the figure shows, in words.</summary>
    public override string ToString() => FigureSummary.Describe(this);

    internal JsonObject ToNode()
    {
        var layout = (JsonObject)_layout.DeepClone();
        layout["autosize"] = !layout.ContainsKey("width");
        if (layout["meta"] is not JsonObject meta) layout["meta"] = meta = [];
        meta["alt"] = AltTextOrSummary;
        foreach (var note in (layout["annotations"] as JsonArray ?? []).OfType<JsonObject>())
            foreach (var letter in new[] { "x", "y" })
                if (IsOnLogAxis(layout, letter, note[letter + "ref"]?.GetValue<string>())) note[letter] = Numbers.ToJson(Math.Log10(Numbers.ToDouble(note[letter])));
        return new JsonObject
        {
            ["data"] = _data.DeepClone(),
            ["layout"] = layout,
            ["config"] = new JsonObject { ["displaylogo"] = false, ["responsive"] = true },
        };
    }

    // plotly.js takes the logarithm of an annotation's place on such an axis, but the value itself of a shape's.
    private static bool IsOnLogAxis(JsonObject layout, string letter, string? reference) =>
        reference is not null && reference.StartsWith(letter, StringComparison.Ordinal) && !reference.Contains(' ')
        && layout[$"{letter}axis{reference[1..]}"]?["type"]?.GetValue<string>() == "log";

    internal static string Serialise(JsonNode node) => node.ToJsonString(s_json);
}
