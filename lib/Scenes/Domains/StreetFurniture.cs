namespace Research.Scenes;

/// <summary>Statistics of poles, lights, signs, walls and fences. Metres unless said otherwise.</summary>
public sealed record StreetFurniture
{
    /// <summary>Distance between street lamps.</summary>
    public ValueRange LampSpacing { get; init; } = (18, 35);

    /// <summary>Height of street lamps.</summary>
    public ValueRange LampHeight { get; init; } = (5, 9);

    /// <summary>Distance between signs on one side.</summary>
    public ValueRange SignSpacing { get; init; } = (12, 45);

    /// <summary>Probability that a junction has traffic lights.</summary>
    public double TrafficLightProbability { get; init; } = 0.6;

    /// <summary>Probability that traffic lights hang from an arm over the road too.</summary>
    public double OverheadLightProbability { get; init; } = 0.3;

    /// <summary>Probability that signal heads are yellow instead of dark.</summary>
    public double YellowSignalProbability { get; init; }

    /// <summary>Probability of a fence before a garden or yard.</summary>
    public double FenceProbability { get; init; } = 0.35;

    /// <summary>Probability of a wall before a garden or yard.</summary>
    public double WallProbability { get; init; } = 0.25;

    /// <summary>Probability, per side, of guard rails at the kerb.</summary>
    public double GuardRailProbability { get; init; } = 0.06;

    /// <summary>Probability, per side, of bollards along the kerb.</summary>
    public double BollardProbability { get; init; } = 0.12;

    /// <summary>Bins, cabinets and benches per 100 m of sidewalk (labelled ignore).</summary>
    public double ClutterDensity { get; init; } = 2;

    /// <summary>Probability of wooden or concrete poles with overhead wires on one side.</summary>
    public double OverheadWireProbability { get; init; } = 0.1;

    /// <summary>Colours of poles.</summary>
    public IReadOnlyList<ColourRange> Poles { get; init; } = [new((180, 220), (0, 0.12), (0.3, 0.55))];

    /// <summary>Colours of walls.</summary>
    public IReadOnlyList<ColourRange> Walls { get; init; } = [new((20, 45), (0.05, 0.25), (0.45, 0.7))];

    /// <summary>Colours of fences.</summary>
    public IReadOnlyList<ColourRange> Fences { get; init; } = [new((0, 360), (0, 0.15), (0.2, 0.6)), new((20, 35), (0.3, 0.5), (0.3, 0.5))];
}
