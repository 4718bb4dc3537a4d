namespace Research.Scenes;

/// <summary>Cross-section and course of the street. Metres unless said otherwise.</summary>
public sealed record StreetLayout
{
    /// <summary>Weights of one, two, three ... lanes per direction.</summary>
    public IReadOnlyList<double> LanesPerDirection { get; init; } = [0.6, 0.35, 0.05];

    /// <summary>Width of a lane.</summary>
    public ValueRange LaneWidth { get; init; } = (3.0, 3.5);

    /// <summary>Probability, per side, of a parking lane.</summary>
    public double ParkingProbability { get; init; } = 0.5;

    /// <summary>Probability of a planted strip between the directions.</summary>
    public double MedianProbability { get; init; } = 0.1;

    /// <summary>Width of that strip.</summary>
    public ValueRange MedianWidth { get; init; } = (1.5, 4);

    /// <summary>Width of the sidewalk.</summary>
    public ValueRange SidewalkWidth { get; init; } = (1.8, 4);

    /// <summary>Probability, per side, of a strip of grass between kerb and sidewalk.</summary>
    public double VergeProbability { get; init; } = 0.2;

    /// <summary>Width of that strip.</summary>
    public ValueRange VergeWidth { get; init; } = (1, 2.5);

    /// <summary>Depth of front gardens where a block has them.</summary>
    public ValueRange SetBack { get; init; } = (2, 7);

    /// <summary>Height of the sidewalk above the road.</summary>
    public ValueRange KerbHeight { get; init; } = (0.10, 0.15);

    /// <summary>Curvature of the road in 1/m; negative bends to the left.</summary>
    public ValueRange Curvature { get; init; } = (-0.002, 0.002);

    /// <summary>Distance from the camera to the first junction, and between junctions.</summary>
    public ValueRange JunctionSpacing { get; init; } = (25, 110);

    /// <summary>Probability that a crossing street opens at each of these places.</summary>
    public double JunctionProbability { get; init; } = 0.7;

    /// <summary>Half width of the carriageway of a crossing street.</summary>
    public ValueRange CrossingHalfWidth { get; init; } = (3, 6);

    /// <summary>Weights of the characters of a block side, in the order of <see cref="BlockKind"/>.</summary>
    public IReadOnlyList<double> BlockKinds { get; init; } = [0.55, 0.2, 0.15, 0.1];

    /// <summary>Whether traffic keeps to the left.</summary>
    public bool LeftHandTraffic { get; init; }

    /// <summary>Probability of tram tracks in the inner lanes; trams run only there.</summary>
    public double TramTrackProbability { get; init; }

    /// <summary>Probability that the line between the directions is a yellow double line.</summary>
    public double YellowCentreLineProbability { get; init; }

    /// <summary>Probability of zebra stripes at a junction.</summary>
    public double ZebraProbability { get; init; } = 0.6;
}
