using System.Globalization;
using System.Text.Json.Nodes;

namespace Research.Plotly.Svg;

/// <summary>Heat maps and their colour scale.</summary>
internal static class HeatMarks
{
    private const int MostCells = 128;    // per direction; larger matrices are sampled

    public static void Draw(SvgText svg, Panel panel, Trace trace)
    {
        var cells = trace.Matrix();
        if (cells.Length == 0 || cells[0].Length == 0) return;
        var (low, high) = Limits(trace, cells);
        var scale = Scale(trace);
        var (rows, columns) = (cells.Length, cells[0].Length);
        var (drawnRows, drawnColumns) = (Math.Min(rows, MostCells), Math.Min(columns, MostCells));
        var (height, width) = (panel.Y.Scale * rows / drawnRows, panel.X.Scale * columns / drawnColumns);
        var texts = Trace.Text(trace.Node["texttemplate"]) is not null && rows <= 20 && columns <= 20;
        for (var r = 0; r < drawnRows; r++)
            for (var c = 0; c < drawnColumns; c++)
            {
                var (row, column) = (r * rows / drawnRows, c * columns / drawnColumns);
                var value = column < cells[row].Length ? cells[row][column] : double.NaN;
                if (!double.IsFinite(value)) continue;
                var share = high > low ? Math.Clamp((value - low) / (high - low), 0, 1) : 0.5;
                var (x, y) = (panel.X.Pixel(-0.5 + (double)c * columns / drawnColumns), panel.Y.Pixel(-0.5 + (double)r * rows / drawnRows));
                var colour = Colour(scale, share);
                svg.Empty("rect", ("x", x), ("y", y), ("width", width + 0.3), ("height", height + 0.3), ("fill", Hex(colour)));
                if (texts && height >= 11)
                    svg.Text(value.ToString("0", CultureInfo.InvariantCulture), x + width / 2, y + height / 2 + 4, "middle", 11,
                        0.299 * colour.R + 0.587 * colour.G + 0.114 * colour.B < 128 ? "#ffffff" : Theme.Text);
            }
    }

    public static void ColourBar(SvgText svg, Trace trace, double x, double top, double bottom)
    {
        const int steps = 32;
        var cells = trace.Matrix();
        var (low, high) = Limits(trace, cells);
        var scale = Scale(trace);
        var height = (bottom - top) / steps;
        for (var i = 0; i < steps; i++)
            svg.Empty("rect", ("x", x), ("y", bottom - (i + 1) * height), ("width", 12.0), ("height", height + 0.3), ("fill", Hex(Colour(scale, (i + 0.5) / steps))));
        var axis = new Axis(null, null, [low, high], fromZero: false, pad: 0);
        axis.Place(bottom, top);
        foreach (var (value, text) in axis.Ticks(5))
            svg.Text(text, x + 16, axis.Pixel(value) + 4, size: 11);
        var title = PlotText.Plain(Trace.Text(trace.Node["colorbar"]?["title"]?["text"]) ?? "");
        if (title.Length > 0) svg.Text(title, x + 12, top - 6, "middle", 11);
    }

    private static (double, double) Limits(Trace trace, double[][] cells)
    {
        var finite = cells.SelectMany(r => r).Where(double.IsFinite).DefaultIfEmpty(0).ToArray();
        var (low, high) = (Numbers.ToDouble(trace.Node["zmin"]), Numbers.ToDouble(trace.Node["zmax"]));
        return (double.IsFinite(low) ? low : finite.Min(), double.IsFinite(high) ? high : finite.Max());
    }

    private static (double At, (byte R, byte G, byte B) Colour)[] Scale(Trace trace)
    {
        var stops = (trace.Node["colorscale"] as JsonArray ?? Figure.ColourScale(Theme.Sequential)).OfType<JsonArray>()
            .Select(s => (Numbers.ToDouble(s[0]), Parse(Trace.Text(s[1]) ?? ""))).ToArray();
        return stops.Length >= 2 ? stops : [(0, (255, 255, 255)), (1, (0, 0, 0))];
    }

    private static (byte R, byte G, byte B) Colour((double At, (byte R, byte G, byte B) Colour)[] scale, double share)
    {
        var next = Math.Clamp(Array.FindIndex(scale, s => s.At >= share), 1, scale.Length - 1);
        var (a, b) = (scale[next - 1], scale[next]);
        var t = b.At > a.At ? Math.Clamp((share - a.At) / (b.At - a.At), 0, 1) : 0;
        byte Mix(byte from, byte to) => (byte)Math.Round(from + (to - from) * t);
        return (Mix(a.Colour.R, b.Colour.R), Mix(a.Colour.G, b.Colour.G), Mix(a.Colour.B, b.Colour.B));
    }

    private static (byte, byte, byte) Parse(string colour) =>
        colour.Length == 7 && uint.TryParse(colour.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var rgb)
            ? ((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb)
            : ((byte)128, (byte)128, (byte)128);

    private static string Hex((byte R, byte G, byte B) c) => $"#{c.R:x2}{c.G:x2}{c.B:x2}";
}
