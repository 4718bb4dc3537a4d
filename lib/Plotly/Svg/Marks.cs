using System.Text;

namespace Research.Plotly.Svg;

/// <summary>Lines, points, bars and boxes.</summary>
internal static class Marks
{
    // A static picture of some 700 pixels shows no more; the interactive figure has all points.
    private const int MostPoints = 2000;

    public static void Points(SvgText svg, Panel panel, Trace trace)
    {
        var count = Math.Min(trace.XLabels?.Count ?? trace.X.Count, trace.Y.Count);
        if (trace.Fill)
        {
            var fill = Trace.SafeColour(Trace.Text(trace.Node["fillcolor"])) ?? trace.Colour;
            svg.Empty("path", ("d", Path(panel, trace, count) + "Z"), ("fill", fill), ("stroke", "none"));
            return;
        }
        if (trace.Mode.Contains("lines", StringComparison.Ordinal))
        {
            var attributes = new List<(string, object)>
            {
                ("d", Path(panel, trace, count)), ("fill", "none"), ("stroke", trace.Colour), ("stroke-width", trace.Width), ("stroke-linejoin", "round"),
            };
            if (trace.Dash is { } dash) attributes.Add(("stroke-dasharray", dash));
            svg.Empty("path", [.. attributes]);
        }
        if (!trace.Mode.Contains("markers", StringComparison.Ordinal)) return;
        var every = Math.Max(1, count / MostPoints);
        for (var i = 0; i < count; i += every)
        {
            var (x, y) = (panel.PixelX(trace, i), panel.Y.Pixel(trace.Y[i]));
            if (!double.IsFinite(x + y)) continue;
            ErrorBar(svg, panel, trace, i, x);
            svg.Empty("circle", ("cx", x), ("cy", y), ("r", trace.Mode == "markers" ? 4.0 : 2.5), ("fill", trace.Colours?[i] ?? trace.Colour), ("fill-opacity", count > 200 ? 0.5 : 0.9));
        }
    }

    public static void Bars(SvgText svg, Panel panel, Trace trace, int index, int count)
    {
        var own = Numbers.ToArray(trace.Node["width"]);
        var zero = panel.Y.IsLog ? panel.Y.Pixel(1e-300) : panel.Y.Pixel(0);
        for (var i = 0; i < Math.Min(trace.XLabels?.Count ?? trace.X.Count, trace.Y.Count); i++)
        {
            var width = i < own.Length ? own[i] * panel.X.Scale : 0.8 * panel.X.Scale / count;
            var x = panel.PixelX(trace, i) + (own.Length > 0 ? -width / 2 : (index - count / 2.0) * width);
            var y = panel.Y.Pixel(trace.Y[i]);
            if (!double.IsFinite(x + y + width)) continue;
            var colour = trace.Colours is { } each && i < each.Count ? each[i] : trace.Colour;
            svg.Empty("rect", ("x", x), ("y", Math.Min(y, zero)), ("width", Math.Max(width - 1, 0.5)), ("height", Math.Abs(zero - y)), ("fill", colour));
            ErrorBar(svg, panel, trace, i, x + width / 2);
        }
    }

    public static void Box(SvgText svg, Panel panel, Trace trace, int index)
    {
        var values = trace.Y.Where(double.IsFinite).Order().ToArray();
        if (values.Length == 0) return;
        var (q1, median, q3) = (Quantile(values, 0.25), Quantile(values, 0.5), Quantile(values, 0.75));
        var (low, high) = (values.First(v => v >= q1 - 1.5 * (q3 - q1)), values.Last(v => v <= q3 + 1.5 * (q3 - q1)));
        var (x, half) = (panel.X.Pixel(index), Math.Min(0.3 * panel.X.Scale, 60));
        double Y(double value) => panel.Y.Pixel(value);
        svg.Line(x, Y(low), x, Y(high), trace.Colour, 1.5);
        foreach (var end in new[] { low, high }) svg.Line(x - half / 2, Y(end), x + half / 2, Y(end), trace.Colour, 1.5);
        svg.Empty("rect", ("x", x - half), ("y", Y(q3)), ("width", 2 * half), ("height", Y(q1) - Y(q3)), ("fill", "#ffffff"), ("stroke", trace.Colour), ("stroke-width", 1.5));
        svg.Empty("rect", ("x", x - half), ("y", Y(q3)), ("width", 2 * half), ("height", Y(q1) - Y(q3)), ("fill", trace.Colour), ("fill-opacity", 0.4));
        svg.Line(x - half, Y(median), x + half, Y(median), trace.Colour, 2);
        foreach (var value in values.Where(v => v < low || v > high))
            svg.Empty("circle", ("cx", x), ("cy", Y(value)), ("r", 3.0), ("fill", trace.Colour));
    }

    /// <summary>Linear interpolation at position n q + 0.5, counted from 1 (Hyndman and Fan 1996, type 5): what plotly.js calls "linear".</summary>
    internal static double Quantile(double[] sorted, double q)
    {
        var position = Math.Clamp(sorted.Length * q - 0.5, 0, sorted.Length - 1);
        var below = (int)Math.Floor(position);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }

    private static void ErrorBar(SvgText svg, Panel panel, Trace trace, int i, double x)
    {
        if (trace.SpreadAt(i) is not (> 0 and var spread)) return;
        var (low, high) = (panel.Y.Pixel(trace.Y[i] - spread), panel.Y.Pixel(trace.Y[i] + spread));
        if (!double.IsFinite(low + high)) return;
        svg.Line(x, low, x, high, Theme.Reference, 1.5);
        svg.Line(x - 4, low, x + 4, low, Theme.Reference, 1.5);
        svg.Line(x - 4, high, x + 4, high, Theme.Reference, 1.5);
    }

    private static string Path(Panel panel, Trace trace, int count)
    {
        var path = new StringBuilder();
        var every = Math.Max(1, count / MostPoints);
        var pen = false;
        for (var i = 0; i < count; i++)
        {
            var (x, y) = (panel.PixelX(trace, i), panel.Y.Pixel(trace.Y[i]));
            if (!double.IsFinite(x + y))
            {
                pen = false;
                continue;
            }
            if (pen && i % every != 0 && i < count - 1) continue;
            path.Append(pen ? 'L' : 'M').Append(SvgText.Number(x)).Append(' ').Append(SvgText.Number(y));
            pen = true;
        }
        return path.ToString();
    }
}
