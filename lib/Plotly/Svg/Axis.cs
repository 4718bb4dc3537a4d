using System.Globalization;
using System.Text.Json.Nodes;

namespace Research.Plotly.Svg;

/// <summary>One axis: from data to pixels, and where the ticks are.</summary>
internal sealed class Axis
{
    private readonly double _low;
    private readonly double _high;
    private readonly bool _reversed;
    private double _start;
    private double _end;

    public Axis(JsonNode? node, IReadOnlyList<string>? categories, IEnumerable<double> values, bool fromZero, double pad)
    {
        Title = PlotText.Plain(Trace.Text(node?["title"]?["text"]) ?? "");
        Categories = categories;
        IsLog = Trace.Text(node?["type"]) == "log";
        HasGrid = node?["showgrid"] is not JsonValue grid || grid.GetValue<bool>();
        _reversed = Trace.Text(node?["autorange"]) == "reversed";
        (_low, _high) = Numbers.ToArray(node?["range"]) is [var from, var to] && double.IsFinite(from) && double.IsFinite(to) && from != to
            ? (from, to)
            : categories is { } c ? (-0.5, Math.Max(c.Count, 1) - 0.5) : Range([.. values.Select(Forward).Where(double.IsFinite)], fromZero && !IsLog, pad);
    }

    public string Title { get; }

    public IReadOnlyList<string>? Categories { get; }

    public bool IsLog { get; }

    public bool HasGrid { get; }

    /// <summary>Pixels per data unit, for bar widths.</summary>
    public double Scale => Math.Abs((_end - _start) / (_high - _low));

    /// <summary>Sets the pixels of the lower and the upper end.</summary>
    public void Place(double start, double end) => (_start, _end) = _reversed ? (end, start) : (start, end);

    public double Pixel(double value) => _start + (Forward(value) - _low) / (_high - _low) * (_end - _start);

    public bool Contains(double value) => Forward(value) is var v && v >= Math.Min(_low, _high) - 1e-9 && v <= Math.Max(_low, _high) + 1e-9;

    /// <summary>Ticks as data values with their texts.</summary>
    public IEnumerable<(double Value, string Text)> Ticks(int wanted)
    {
        if (Categories is { } categories)
            return categories.Select((text, i) => ((double)i, text));
        var (low, high) = (Math.Min(_low, _high), Math.Max(_low, _high));
        if (IsLog && high - low >= 1) return Decades(low, high, wanted);
        if (IsLog) return Steps(Math.Pow(10, low), Math.Pow(10, high), wanted);
        return Steps(low, high, wanted);
    }

    private double Forward(double value) => IsLog ? value > 0 ? Math.Log10(value) : double.NaN : value;

    private static (double, double) Range(double[] values, bool fromZero, double pad)
    {
        if (values.Length == 0) return (0, 1);
        var (low, high) = (values.Min(), values.Max());
        if (fromZero) (low, high) = (Math.Min(low, 0), Math.Max(high, 0));
        if (low == high) return low == 0 ? (-1, 1) : (low - Math.Abs(low) * 0.1, high + Math.Abs(high) * 0.1);
        var margin = (high - low) * pad;
        return (fromZero && low == 0 ? 0 : low - margin, fromZero && high == 0 ? 0 : high + margin);
    }

    private static IEnumerable<(double, string)> Steps(double low, double high, int wanted)
    {
        var raw = (high - low) / Math.Max(wanted, 1);
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var step = power * (raw / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
        var first = Math.Ceiling(low / step - 1e-9);
        var count = (int)Math.Min(Math.Floor(high / step + 1e-9) - first, 100);
        for (var i = 0; i <= count; i++)
            yield return ((first + i) * step, Label((first + i) * step, step));
    }

    private static IEnumerable<(double, string)> Decades(double low, double high, int wanted)
    {
        var every = Math.Max(1, (int)Math.Ceiling((high - low) / Math.Max(wanted, 1)));
        for (var e = (int)Math.Ceiling(low - 1e-9); e <= high + 1e-9; e += every)
            yield return (Math.Pow(10, e), e is >= -3 and <= 3 ? Math.Pow(10, e).ToString("0.###", CultureInfo.InvariantCulture) : $"1e{e}");
    }

    private static string Label(double value, double step)
    {
        var size = Math.Max(Math.Abs(value), step);
        if (value == 0 || Math.Abs(value) < step * 1e-6) return "0";
        if (size >= 1e9 || size < 1e-4) return value.ToString("0.###e0", CultureInfo.InvariantCulture);
        var (divisor, suffix) = size >= 1e6 ? (1e6, "M") : size >= 1e4 ? (1e3, "k") : (1.0, "");
        var decimals = Math.Clamp((int)Math.Ceiling(-Math.Log10(step / divisor) - 1e-9), 0, 6);
        return (value / divisor).ToString("F" + decimals, CultureInfo.InvariantCulture) + suffix;
    }
}
