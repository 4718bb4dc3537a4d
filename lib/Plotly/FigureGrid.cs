using System.Text.Json.Nodes;

namespace Research.Plotly;

/// <summary>Panels side by side: each gets axes of its own in a part of the drawing area.</summary>
internal static class FigureGrid
{
    // Room between panels for tick labels and axis titles, as shares of the whole.
    private const double GapX = 0.12;
    private const double GapY = 0.16;

    public static Figure Combine(int columns, Figure[] panels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentNullException.ThrowIfNull(panels);
        if (panels.Length == 0) throw new ArgumentException("A grid needs at least one figure.", nameof(panels));
        columns = Math.Min(columns, panels.Length);
        var rows = (panels.Length + columns - 1) / columns;
        var grid = new Figure();
        var height = panels.Chunk(columns).Sum(row => row.Max(p => Numbers.ToDouble(p.LayoutNode["height"])));
        grid.Size((int)Math.Clamp(height, 100, 4000));
        grid.LayoutNode["margin"]!["t"] = 52;    // panel headings stand below the buttons
        var named = new HashSet<string>();
        for (var i = 0; i < panels.Length; i++)
        {
            if (panels[i].LayoutNode.ContainsKey("xaxis2")) throw new ArgumentException("A panel of a grid cannot be a grid itself.", nameof(panels));
            var (column, row) = (i % columns, i / columns);
            var x = Part(column, columns, GapX);
            var y = Part(rows - 1 - row, rows, GapY);   // Plotly counts domains from the bottom
            AddPanel(grid, panels[i], i == 0 ? "" : (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), x, y, named);
        }
        return grid;
    }

    private static (double From, double To) Part(int index, int count, double gap)
    {
        var size = (1 - gap * (count - 1)) / count;
        return (index * (size + gap), index * (size + gap) + size);
    }

    private static void AddPanel(Figure grid, Figure panel, string suffix, (double From, double To) x, (double From, double To) y, HashSet<string> named)
    {
        var legend = panel.LayoutNode["showlegend"]?.GetValue<bool>() != false;
        foreach (var trace in panel.Data.Select(t => (JsonObject)t!.DeepClone()))
        {
            (trace["xaxis"], trace["yaxis"]) = ("x" + suffix, "y" + suffix);
            if (trace["name"]?.GetValue<string>() is { } name)
            {
                trace["legendgroup"] ??= name;
                if (trace["showlegend"]?.GetValue<bool>() != false && (!legend || !named.Add(name))) trace["showlegend"] = false;
            }
            if (trace["colorbar"] is JsonObject bar) (bar["x"], bar["y"], bar["len"]) = (x.To, (y.From + y.To) / 2, y.To - y.From);
            grid.AddOwned(trace);
        }
        var layout = grid.LayoutNode;
        layout["xaxis" + suffix] = Axis(panel.LayoutNode["xaxis"], x, "y" + suffix);
        layout["yaxis" + suffix] = Axis(panel.LayoutNode["yaxis"], y, "x" + suffix);
        foreach (var key in new[] { "barmode", "bargap" })
            if (panel.LayoutNode[key] is { } value) layout[key] = value.DeepClone();
        foreach (var list in new[] { "shapes", "annotations" })
            foreach (var item in (panel.LayoutNode[list] as JsonArray ?? []).OfType<JsonObject>())
                Append(layout, list, Moved((JsonObject)item.DeepClone(), suffix));
        if (panel.LayoutNode["title"]?["text"] is { } title)
            Append(layout, "annotations", new JsonObject
            {
                ["text"] = title.DeepClone(), ["showarrow"] = false, ["font"] = new JsonObject { ["size"] = 14 },
                ["xref"] = "paper", ["yref"] = "paper", ["x"] = (x.From + x.To) / 2, ["y"] = y.To, ["xanchor"] = "center", ["yanchor"] = "bottom",
            });
    }

    private static JsonObject Axis(JsonNode? own, (double From, double To) domain, string anchor)
    {
        var axis = own is JsonObject node ? (JsonObject)node.DeepClone() : [];
        axis["domain"] = Numbers.ToJson([domain.From, domain.To]);
        axis["anchor"] = anchor;
        return axis;
    }

    private static JsonObject Moved(JsonObject item, string suffix)
    {
        foreach (var key in new[] { "xref", "yref" })
            if (item[key]?.GetValue<string>() is { } reference && reference != "paper")
                item[key] = reference[0] + suffix + reference[1..];
        return item;
    }

    private static void Append(JsonObject layout, string list, JsonObject node)
    {
        if (layout[list] is not JsonArray array) layout[list] = array = [];
        array.Add(node);
    }
}
