using System.Text.Json.Nodes;

namespace Research.Plotly.Svg;

/// <summary>What the drawing reads from a trace node.</summary>
internal sealed class Trace
{
    public Trace(JsonObject node, int index)
    {
        Node = node;
        Type = Text(node["type"]) ?? "scatter";
        Mode = Text(node["mode"]) ?? "lines";
        Name = PlotText.Plain(Text(node["name"]) ?? "");
        XLabels = Labels(node["x"]);
        YLabels = Type == "heatmap" ? Labels(node["y"]) : null;
        X = XLabels is null ? Numbers.ToArray(node["x"]) : [];
        Y = YLabels is null ? Numbers.ToArray(node["y"]) : [];
        if (XLabels is null && X.Count == 0) X = [.. Enumerable.Range(0, Y.Count).Select(i => (double)i)];
        Spread = Numbers.ToArray(node["error_y"]?["array"]);
        Colour = SafeColour(Text(node["marker"]?["color"]) ?? Text(node["line"]?["color"])) ?? Theme.Colour(index);
        Colours = node["marker"]?["color"] is JsonArray each ? [.. each.Select(c => SafeColour(Text(c)) ?? Colour)] : null;
        Fill = Text(node["fill"]) == "toself";
        Width = Numbers.ToDouble(node["line"]?["width"]) is var w && double.IsFinite(w) ? w : 2;
        Dash = Text(node["line"]?["dash"]) switch { "dash" => "7 4", "dot" => "2 3", "dashdot" => "7 3 2 3", _ => null };
    }

    public JsonObject Node { get; }

    public string Type { get; }

    public string Mode { get; }

    public string Name { get; }

    public IReadOnlyList<double> X { get; }

    public IReadOnlyList<double> Y { get; }

    public IReadOnlyList<string>? XLabels { get; }

    public IReadOnlyList<string>? YLabels { get; }

    public IReadOnlyList<double> Spread { get; }

    public string Colour { get; }

    public IReadOnlyList<string>? Colours { get; }

    public bool Fill { get; }

    public double Width { get; }

    public string? Dash { get; }

    public bool InLegend => Name.Length > 0 && Type is not "heatmap" && Node["showlegend"]?.GetValue<bool>() != false;

    public string XAxis => Text(Node["xaxis"]) ?? "x";

    public string YAxis => Text(Node["yaxis"]) ?? "y";

    public double SpreadAt(int i) => i < Spread.Count && double.IsFinite(Spread[i]) ? Spread[i] : 0;

    /// <summary>Rows of a heat map.</summary>
    public double[][] Matrix() => Node["z"] is JsonArray rows ? [.. rows.Select(Numbers.ToArray)] : [];

    public static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>A colour that needs no further look: raw traces may hold anything.</summary>
    public static string? SafeColour(string? colour) =>
        colour is not null && colour.All(c => char.IsAsciiLetterOrDigit(c) || c is '#' or '(' or ')' or ',' or '.' or ' ' or '%') ? colour : null;

    private static IReadOnlyList<string>? Labels(JsonNode? node) =>
        node is JsonArray { Count: > 0 } array && array.Any(v => Text(v) is not null) ? [.. array.Select(v => PlotText.Plain(Text(v) ?? v?.ToString() ?? ""))] : null;
}
