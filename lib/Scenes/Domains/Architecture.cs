namespace Research.Scenes;

/// <summary>Statistics of buildings. Metres unless said otherwise.</summary>
public sealed record Architecture
{
    /// <summary>Storeys of buildings in rows.</summary>
    public ValueRange Storeys { get; init; } = (3, 6);

    /// <summary>Storeys of detached houses.</summary>
    public ValueRange HouseStoreys { get; init; } = (1, 3);

    /// <summary>Probability that a building in a row is a tower.</summary>
    public double TowerProbability { get; init; }

    /// <summary>Storeys of towers.</summary>
    public ValueRange TowerStoreys { get; init; } = (10, 25);

    /// <summary>Height of a storey.</summary>
    public ValueRange StoreyHeight { get; init; } = (2.8, 3.6);

    /// <summary>Width of a building along the street.</summary>
    public ValueRange Width { get; init; } = (9, 22);

    /// <summary>Probability of a gap between neighbours in a row.</summary>
    public double GapProbability { get; init; } = 0.08;

    /// <summary>Distance between window axes.</summary>
    public ValueRange BayWidth { get; init; } = (1.9, 3.4);

    /// <summary>Part of a bay that is window.</summary>
    public ValueRange WindowWidth { get; init; } = (0.4, 0.65);

    /// <summary>Part of a storey that is window.</summary>
    public ValueRange WindowHeight { get; init; } = (0.45, 0.62);

    /// <summary>Probability of glass all along the facade.</summary>
    public double CurtainWallProbability { get; init; } = 0.08;

    /// <summary>Probability of shops in the ground floor of a row.</summary>
    public double ShopProbability { get; init; } = 0.45;

    /// <summary>Probability of awnings above shops.</summary>
    public double AwningProbability { get; init; } = 0.4;

    /// <summary>Probability of balconies.</summary>
    public double BalconyProbability { get; init; } = 0.2;

    /// <summary>Probability of a pitched roof.</summary>
    public double PitchedRoofProbability { get; init; } = 0.5;

    /// <summary>Probability of brickwork.</summary>
    public double BrickProbability { get; init; } = 0.25;

    /// <summary>Probability of signs that stand out from the facade above shops.</summary>
    public double HangingSignProbability { get; init; } = 0.1;

    /// <summary>Colours of facades.</summary>
    public IReadOnlyList<ColourRange> Facades { get; init; } = [new((25, 45), (0.1, 0.35), (0.6, 0.85))];

    /// <summary>Colours of roofs.</summary>
    public IReadOnlyList<ColourRange> Roofs { get; init; } = [new((5, 20), (0.4, 0.6), (0.35, 0.55)), new((0, 360), (0, 0.1), (0.25, 0.4))];

    /// <summary>Colours of shop fronts and awnings.</summary>
    public IReadOnlyList<ColourRange> Shops { get; init; } = [new((0, 360), (0.4, 0.9), (0.3, 0.8))];
}
