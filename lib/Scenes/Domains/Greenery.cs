namespace Research.Scenes;

/// <summary>Statistics of plants. Metres unless said otherwise.</summary>
public sealed record Greenery
{
    /// <summary>Probability, per side, of a row of street trees.</summary>
    public double StreetTreeProbability { get; init; } = 0.45;

    /// <summary>Distance between street trees.</summary>
    public ValueRange StreetTreeSpacing { get; init; } = (7, 16);

    /// <summary>Height of trees.</summary>
    public ValueRange TreeHeight { get; init; } = (5, 12);

    /// <summary>Weights of round, columnar, conifer and palm trees.</summary>
    public IReadOnlyList<double> TreeKinds { get; init; } = [0.7, 0.15, 0.15, 0];

    /// <summary>Trees per 100 m² of park and garden.</summary>
    public double ParkTreeDensity { get; init; } = 1.1;

    /// <summary>Probability of a hedge before a garden.</summary>
    public double HedgeProbability { get; init; } = 0.45;

    /// <summary>Bushes per 10 m of garden.</summary>
    public double BushDensity { get; init; } = 1.2;

    /// <summary>Colours of leaves.</summary>
    public IReadOnlyList<ColourRange> Foliage { get; init; } = [new((80, 115), (0.4, 0.6), (0.25, 0.45))];

    /// <summary>Colours of bark.</summary>
    public IReadOnlyList<ColourRange> Bark { get; init; } = [new((20, 40), (0.15, 0.35), (0.2, 0.35))];

    /// <summary>Colours of grass.</summary>
    public IReadOnlyList<ColourRange> Grass { get; init; } = [new((75, 105), (0.35, 0.55), (0.3, 0.5))];

    /// <summary>Colours of bare soil that shows through the grass.</summary>
    public IReadOnlyList<ColourRange> Soil { get; init; } = [new((25, 40), (0.25, 0.45), (0.3, 0.5))];
}
