using System.Text.Json.Nodes;

namespace Research.Plotly.Svg;

/// <summary>One pair of axes with its traces.</summary>
internal sealed class Panel
{
    private const double CharWidth = 6.6;    // mean advance of a 12 px sans-serif letter
    private readonly IReadOnlyList<Trace> _traces;
    private readonly JsonObject _layout;
    private readonly string _xName;
    private readonly string _yName;

    public Panel(JsonObject layout, string xName, string yName, IReadOnlyList<Trace> traces)
    {
        (_layout, _xName, _yName, _traces) = (layout, xName, yName, traces);
        var (x, y) = (layout["xaxis" + xName[1..]], layout["yaxis" + yName[1..]]);
        XDomain = Domain(x);
        YDomain = Domain(y);
        var boxes = traces.Where(t => t.Type == "box").ToArray();
        var xLabels = boxes.Length > 0 ? [.. boxes.Select(b => b.Name)] : Categories(traces.Select(t => t.XLabels));
        var bars = traces.Any(t => t.Type == "bar");
        X = new Axis(x, xLabels, traces.SelectMany(t => t.X.SelectMany(v => Edges(v, BarWidth(t)))), fromZero: false,
            pad: bars ? 0.02 : traces.Any(t => t.Mode.Contains("markers", StringComparison.Ordinal)) ? 0.05 : 0);
        Y = new Axis(y, Categories(traces.Select(t => t.YLabels)),
            traces.SelectMany(t => t.Y.SelectMany((v, i) => Edges(v, 2 * t.SpreadAt(i)))).Concat(References(layout, yName)), fromZero: bars, pad: 0.05);
    }

    public (double From, double To) XDomain { get; }

    public (double From, double To) YDomain { get; }

    public Axis X { get; }

    public Axis Y { get; }

    private IReadOnlyList<Trace> HeatMaps => [.. _traces.Where(t => t.Type == "heatmap")];

    /// <summary>Draws axes and traces into a rectangle that also holds tick labels and axis titles.</summary>
    public void Draw(SvgText svg, double left, double top, double right, double bottom, string clip)
    {
        var yTicks = Y.Ticks(6).ToArray();
        var rotated = X.Categories is { } c && c.Count > 0 && c.Max(t => t.Length) * CharWidth > (right - left - 60) / c.Count;
        left += (yTicks.Length == 0 ? 0 : yTicks.Max(t => t.Text.Length) * CharWidth) + (Y.Title.Length > 0 ? 30 : 12);
        bottom -= (rotated ? X.Categories!.Max(t => t.Length) * CharWidth * 0.71 + 14 : 20) + (X.Title.Length > 0 ? 22 : 4);
        if (HeatMaps.Count > 0) right -= 64;
        X.Place(left, right);
        Y.Place(bottom, top);
        DrawAxes(svg, (left, top, right, bottom), yTicks, rotated);
        svg.Open("clipPath", ("id", clip));
        svg.Empty("rect", ("x", left - 1), ("y", top - 1), ("width", right - left + 2), ("height", bottom - top + 2));
        svg.Close("clipPath");
        svg.Open("g", ("clip-path", $"url(#{clip})"));
        var bars = _traces.Where(t => t.Type == "bar").ToArray();
        var boxes = _traces.Where(t => t.Type == "box").ToArray();
        foreach (var trace in _traces)
            if (trace.Type == "bar") Marks.Bars(svg, this, trace, Array.IndexOf(bars, trace), bars.Length);
            else if (trace.Type == "box") Marks.Box(svg, this, trace, Array.IndexOf(boxes, trace));
            else if (trace.Type == "heatmap") HeatMarks.Draw(svg, this, trace);
            else if (trace.Type.StartsWith("scatter", StringComparison.Ordinal)) Marks.Points(svg, this, trace);
        svg.Close("g");
        foreach (var map in HeatMaps.Take(1)) HeatMarks.ColourBar(svg, map, right + 12, top, bottom);
        References(svg, (left, top, right, bottom));
    }

    /// <summary>Pixel of a label or a number on the horizontal axis.</summary>
    public double PixelX(Trace trace, int i) => trace.XLabels is { } labels ? X.Pixel(IndexOf(X.Categories, labels[i])) : X.Pixel(trace.X[i]);

    public static int IndexOf(IReadOnlyList<string>? categories, string label)
    {
        for (var i = 0; i < categories?.Count; i++)
            if (categories[i] == label)
                return i;
        return -1;
    }

    private void DrawAxes(SvgText svg, (double Left, double Top, double Right, double Bottom) box, (double Value, string Text)[] yTicks, bool rotated)
    {
        foreach (var (value, text) in yTicks)
        {
            var y = Y.Pixel(value);
            if (Y.HasGrid && Y.Categories is null) svg.Line(box.Left, y, box.Right, y, value == 0 ? Theme.Axis : Theme.Grid);
            svg.Text(text, box.Left - 7, y + 4, "end");
        }
        foreach (var (value, text) in X.Ticks(Math.Max(4, (int)((box.Right - box.Left) / 80))))
        {
            var x = X.Pixel(value);
            if (X.HasGrid && X.Categories is null) svg.Line(x, box.Top, x, box.Bottom, value == 0 ? Theme.Axis : Theme.Grid);
            if (rotated) svg.Text(text, x + 4, box.Bottom + 14, "end", rotate: -45);
            else svg.Text(text, x, box.Bottom + 17, "middle");
        }
        svg.Line(box.Left, box.Bottom, box.Right, box.Bottom, Theme.Axis);
        svg.Line(box.Left, box.Top, box.Left, box.Bottom, Theme.Axis);
        var middle = (box.Top + box.Bottom) / 2;
        var titleX = box.Left - (yTicks.Length == 0 ? 0 : yTicks.Max(t => t.Text.Length) * CharWidth) - 18;
        if (Y.Title.Length > 0) svg.Text(Y.Title, titleX, middle, "middle", 13, rotate: -90);
        var below = rotated ? X.Categories!.Max(t => t.Length) * CharWidth * 0.71 + 14 : 20;
        if (X.Title.Length > 0) svg.Text(X.Title, (box.Left + box.Right) / 2, box.Bottom + below + 16, "middle", 13);
    }

    private void References(SvgText svg, (double Left, double Top, double Right, double Bottom) box)
    {
        foreach (var shape in Items("shapes").Where(s => Trace.Text(s["type"]) == "line"))
        {
            var line = shape["line"];
            var colour = Trace.SafeColour(Trace.Text(line?["color"])) ?? Theme.Reference;
            if (Trace.Text(shape["yref"]) == _yName && Y.Contains(Numbers.ToDouble(shape["y0"])))
                svg.Line(box.Left, Y.Pixel(Numbers.ToDouble(shape["y0"])), box.Right, Y.Pixel(Numbers.ToDouble(shape["y0"])), colour, 1.5, "7 4");
            else if (Trace.Text(shape["xref"]) == _xName && X.Contains(Numbers.ToDouble(shape["x0"])))
                svg.Line(X.Pixel(Numbers.ToDouble(shape["x0"])), box.Top, X.Pixel(Numbers.ToDouble(shape["x0"])), box.Bottom, colour, 1.5, "7 4");
        }
        foreach (var note in Items("annotations"))
        {
            var text = PlotText.Plain(Trace.Text(note["text"]) ?? "");
            var colour = Trace.SafeColour(Trace.Text(note["font"]?["color"]));
            if (Trace.Text(note["yref"]) == _yName && Trace.Text(note["xref"])?.StartsWith(_xName, StringComparison.Ordinal) == true && Y.Contains(Numbers.ToDouble(note["y"])))
                svg.Text(text, box.Right - 4, Y.Pixel(Numbers.ToDouble(note["y"])) - 4, "end", colour: colour);
            else if (Trace.Text(note["xref"]) == _xName && X.Contains(Numbers.ToDouble(note["x"])))
                svg.Text(text, X.Pixel(Numbers.ToDouble(note["x"])) + 5, box.Top + 12, colour: colour);
        }
    }

    private IEnumerable<JsonObject> Items(string list) => (_layout[list] as JsonArray ?? []).OfType<JsonObject>();

    private static IEnumerable<double> References(JsonObject layout, string yName) =>
        (layout["shapes"] as JsonArray ?? []).OfType<JsonObject>().Where(s => Trace.Text(s["yref"]) == yName).Select(s => Numbers.ToDouble(s["y0"]));

    private static double BarWidth(Trace trace) => trace.Type == "bar" && Numbers.ToArray(trace.Node["width"]) is [var w, ..] ? w : 0;

    private static IEnumerable<double> Edges(double value, double width) => width == 0 ? [value] : [value - width / 2, value + width / 2];

    private static IReadOnlyList<string>? Categories(IEnumerable<IReadOnlyList<string>?> labels)
    {
        var all = labels.Where(l => l is not null).SelectMany(l => l!).Distinct().ToArray();
        return all.Length == 0 ? null : all;
    }

    private static (double, double) Domain(JsonNode? axis) => Numbers.ToArray(axis?["domain"]) is [var from, var to] ? (from, to) : (0, 1);
}
