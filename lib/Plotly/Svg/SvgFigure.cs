using System.Text.Json.Nodes;

namespace Research.Plotly.Svg;

/// <summary>The static picture of a figure.</summary>
internal static class SvgFigure
{
    private const double DefaultWidth = 700;
    private const double LegendRow = 20;

    public static string Draw(Figure figure)
    {
        var layout = figure.LayoutNode;
        var width = Or(layout["width"], DefaultWidth);
        var height = Or(layout["height"], 400);
        var traces = figure.Data.OfType<JsonObject>().Select((node, i) => new Trace(node, i)).ToArray();
        var legend = Legend(layout, traces, width);
        var title = PlotText.Plain(Trace.Text(layout["title"]?["text"]) ?? "");

        var svg = new SvgText();
        svg.Open("svg", ("xmlns", "http://www.w3.org/2000/svg"), ("viewBox", $"0 0 {SvgText.Number(width)} {SvgText.Number(height)}"),
            ("width", width), ("height", height), ("role", "img"), ("font-family", Theme.Font), ("font-size", 12), ("fill", Theme.Text));
        svg.Raw("<title>").Raw(SvgText.Escape(figure.AltTextOrSummary)).Raw("</title>\n");
        svg.Empty("rect", ("width", width), ("height", height), ("rx", 6), ("fill", Theme.Ground));
        if (title.Length > 0) svg.Text(title, 14, 26, size: 16);

        var area = (Left: 8.0, Top: title.Length > 0 ? 42.0 : 22.0, Right: width - 16, Bottom: height - 8 - legend.Count * LegendRow);
        foreach (var (group, i) in traces.GroupBy(t => (t.XAxis, t.YAxis)).Select((g, i) => (g, i)))
        {
            var panel = new Panel(layout, group.Key.XAxis, group.Key.YAxis, [.. group]);
            double X(double share) => area.Left + share * (area.Right - area.Left);
            double Y(double share) => area.Bottom - share * (area.Bottom - area.Top);
            // A grid leaves gaps between domains for labels; here the labels lie inside, so the panel takes half of each gap.
            var (gapX, gapY) = (panel.XDomain is (0, 1) ? 0 : 0.05, panel.YDomain is (0, 1) ? 0 : 0.06);
            panel.Draw(svg, X(Math.Max(panel.XDomain.From - gapX, 0)), Y(panel.YDomain.To), X(Math.Min(panel.XDomain.To + gapX / 2, 1)),
                Y(Math.Max(panel.YDomain.From - gapY, 0)), $"c{i}");
        }
        foreach (var note in (layout["annotations"] as JsonArray ?? []).OfType<JsonObject>().Where(n => Trace.Text(n["xref"]) == "paper"))
            svg.Text(PlotText.Plain(Trace.Text(note["text"]) ?? ""), area.Left + Numbers.ToDouble(note["x"]) * (area.Right - area.Left),
                area.Bottom - Numbers.ToDouble(note["y"]) * (area.Bottom - area.Top) - 6, "middle", 14);
        for (var row = 0; row < legend.Count; row++)
            DrawLegend(svg, legend[row], height - 12 - (legend.Count - 1 - row) * LegendRow);
        svg.Close("svg");
        return svg.ToString();
    }

    private static List<List<(Trace Trace, double X)>> Legend(JsonObject layout, Trace[] traces, double width)
    {
        var entries = traces.Where(t => t.InLegend).ToArray();
        var show = layout["showlegend"] is JsonValue given ? given.GetValue<bool>() : entries.Length > 1;
        var rows = new List<List<(Trace, double)>>();
        if (!show) return rows;
        var x = double.PositiveInfinity;
        foreach (var entry in entries)
        {
            var size = 46 + entry.Name.Length * 6.8;
            if (x + size > width - 10)
            {
                rows.Add([]);
                x = 14;
            }
            rows[^1].Add((entry, x));
            x += size;
        }
        return rows;
    }

    private static void DrawLegend(SvgText svg, List<(Trace Trace, double X)> row, double y)
    {
        foreach (var (trace, x) in row)
        {
            if (trace.Type == "scatter" && trace.Mode.Contains("lines", StringComparison.Ordinal)) svg.Line(x, y - 4, x + 24, y - 4, trace.Colour, 2, trace.Dash);
            else if (trace.Type == "scatter") svg.Empty("circle", ("cx", x + 12), ("cy", y - 4), ("r", 4.0), ("fill", trace.Colour));
            else svg.Empty("rect", ("x", x + 6), ("y", y - 10), ("width", 12.0), ("height", 12.0), ("fill", trace.Colour));
            svg.Text(trace.Name, x + 30, y);
        }
    }

    private static double Or(JsonNode? node, double otherwise) => Numbers.ToDouble(node) is var value && double.IsFinite(value) && value is >= 100 and <= 4000 ? value : otherwise;
}
