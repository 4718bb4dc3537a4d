using System.Collections;

namespace Research.Plotly;

/// <summary>Named points (x, y) with an optional spread.</summary>
/// <remarks>Values come as any sequence of numbers: an array, a list, a table column. NaN, infinity and null make a gap.</remarks>
public sealed class Series
{
    /// <summary>A series.</summary>
    /// <param name="name">Name in the legend.</param>
    /// <param name="x">Horizontal values.</param>
    /// <param name="y">Vertical values, as many.</param>
    /// <param name="spread">Half-width around y, for example one standard deviation; drawn as a band by lines and as bars by points.</param>
    /// <exception cref="ArgumentException">The lengths differ or a value is no number.</exception>
    public Series(string name, IEnumerable x, IEnumerable y, IEnumerable? spread = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
        X = Numbers.From(x, nameof(x));
        Y = Numbers.From(y, nameof(y));
        Numbers.RequireSameLength($"Series \"{name}\": y", X.Count, "x", Y.Count);
        if (spread is null) return;
        Spread = Numbers.From(spread, nameof(spread));
        Numbers.RequireSameLength($"Series \"{name}\": spread", X.Count, "x", Spread.Count);
    }

    /// <summary>Name in the legend.</summary>
    public string Name { get; }

    /// <summary>Horizontal values.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>Vertical values.</summary>
    public IReadOnlyList<double> Y { get; }

    /// <summary>Half-width around y, or null.</summary>
    public IReadOnlyList<double>? Spread { get; }

    /// <summary>Text shown at each point on hovering, or null.</summary>
    /// <exception cref="ArgumentException">On setting: the number of texts differs from the number of points.</exception>
    public IReadOnlyList<string>? Labels
    {
        get;
        init
        {
            if (value is not null) Numbers.RequireSameLength($"Series \"{Name}\": Labels", X.Count, "x", value.Count);
            field = value;
        }
    }

    /// <summary>Colour (#rrggbb); by default the next one of the theme.</summary>
    public string? Colour { get; init; }

    /// <summary>How the line is drawn.</summary>
    public LineDash Dash { get; init; }

    /// <summary>Mean and sample standard deviation over repeated runs, one run per seed.</summary>
    /// <remarks>A point where a run has no finite value is the mean of the others; with fewer than two values there is no spread.</remarks>
    /// <param name="name">Name in the legend; the number of runs is added.</param>
    /// <param name="x">Horizontal values, shared by all runs.</param>
    /// <param name="runs">The vertical values of each run.</param>
    /// <exception cref="ArgumentException">There is no run, or a run has another length than x.</exception>
    public static Series OfRuns(string name, IEnumerable x, IEnumerable<IEnumerable> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        var steps = Numbers.From(x, nameof(x));
        var values = runs.Select((run, i) => Numbers.From(run, $"runs[{i}]")).ToArray();
        if (values.Length == 0) throw new ArgumentException($"Series \"{name}\": expected at least one run, got none.", nameof(runs));
        for (var i = 0; i < values.Length; i++) Numbers.RequireSameLength($"Series \"{name}\": run {i}", steps.Length, "x", values[i].Length);

        var (mean, spread) = (new double[steps.Length], new double[steps.Length]);
        for (var p = 0; p < steps.Length; p++)
        {
            var present = values.Select(v => v[p]).Where(double.IsFinite).ToArray();
            mean[p] = present.Length == 0 ? double.NaN : present.Average();
            spread[p] = present.Length < 2 ? double.NaN : Math.Sqrt(present.Sum(v => (v - mean[p]) * (v - mean[p])) / (present.Length - 1));
        }
        return values.Length == 1 ? new Series(name, steps, mean) : new Series($"{name} (n = {values.Length})", steps, mean, spread);
    }
}
