using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Research.Plotly;

/// <summary>What a figure shows, in words: for consoles and for readers who do not see it.</summary>
internal static class FigureSummary
{
    public static string Describe(Figure figure)
    {
        var text = new StringBuilder("Figure");
        if (Title(figure.LayoutNode) is { Length: > 0 } title) text.Append(": ").Append(title);
        text.Append(". ");
        foreach (var group in new[] { ("xaxis", "Horizontal"), ("yaxis", "Vertical") })
            if (Title(figure.LayoutNode[group.Item1]) is { Length: > 0 } axis)
                text.Append(group.Item2).Append(" axis: ").Append(axis).Append(". ");
        foreach (var trace in figure.Data.OfType<JsonObject>().Where(t => t["hoverinfo"]?.GetValue<string>() != "skip"))
            text.Append(Describe(trace)).Append(". ");
        return text.ToString().TrimEnd();
    }

    private static string Describe(JsonObject trace)
    {
        var type = trace["type"]?.GetValue<string>() ?? "scatter";
        var kind = type == "scatter" ? trace["mode"]?.GetValue<string>() == "markers" ? "Points" : "Line" : type switch
        {
            "bar" => "Bars", "box" => "Box", "heatmap" => "Heat map", _ => type,
        };
        var name = trace["name"]?.GetValue<string>() is { Length: > 0 } n ? $" \"{PlotText.Plain(n)}\"" : "";
        var values = type == "heatmap"
            ? (trace["z"] as JsonArray ?? []).SelectMany(Numbers.ToArray).ToArray()
            : Numbers.ToArray(trace["y"]);
        var finite = values.Where(double.IsFinite).ToArray();
        var what = type == "heatmap" && trace["z"] is JsonArray { Count: > 0 } rows
            ? string.Create(CultureInfo.InvariantCulture, $"{rows.Count} x {(rows[0] as JsonArray)?.Count ?? 0} cells")
            : values.Length == 1 ? "1 value" : string.Create(CultureInfo.InvariantCulture, $"{values.Length} values");
        return finite.Length == 0
            ? $"{kind}{name}: {what}, none of them finite"
            : string.Create(CultureInfo.InvariantCulture, $"{kind}{name}: {what} from {finite.Min():G4} to {finite.Max():G4}");
    }

    private static string? Title(JsonNode? node) => node?["title"]?["text"]?.GetValue<string>() is { } text ? PlotText.Plain(text) : null;
}
