using System.Collections;

namespace Research.Plotly;

/// <summary>One bar per label, with an optional spread.</summary>
public sealed class BarSeries
{
    /// <summary>A series of bars.</summary>
    /// <param name="name">Name in the legend.</param>
    /// <param name="values">Bar lengths, one per label; NaN and null leave the place empty.</param>
    /// <param name="spread">Half-width of the error bars, for example one standard deviation.</param>
    /// <exception cref="ArgumentException">The lengths differ or a value is no number.</exception>
    public BarSeries(string name, IEnumerable values, IEnumerable? spread = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
        Values = Numbers.From(values, nameof(values));
        if (spread is null) return;
        Spread = Numbers.From(spread, nameof(spread));
        Numbers.RequireSameLength($"Bars \"{name}\": spread", Values.Count, "values", Spread.Count);
    }

    /// <summary>Name in the legend.</summary>
    public string Name { get; }

    /// <summary>Bar lengths.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>Half-width of the error bars, or null.</summary>
    public IReadOnlyList<double>? Spread { get; }

    /// <summary>Colour (#rrggbb); by default the next one of the theme.</summary>
    public string? Colour { get; init; }

    /// <summary>One colour per bar, as for classes; overrides <see cref="Colour"/>.</summary>
    /// <exception cref="ArgumentException">On setting: the number of colours differs from the number of bars.</exception>
    public IReadOnlyList<string>? Colours
    {
        get;
        init
        {
            if (value is not null) Numbers.RequireSameLength($"Bars \"{Name}\": Colours", Values.Count, "values", value.Count);
            field = value;
        }
    }
}
