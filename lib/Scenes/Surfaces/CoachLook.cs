using Research.Scenes.Geometry;

namespace Research.Scenes.Surfaces;

/// <summary>What the walls of a bus, tram or truck cab show.</summary>
internal sealed record CoachLook
{
    public required Rgb Paint { get; init; }

    public required Rgb Stripe { get; init; }

    /// <summary>Height of the lower and upper edge of the side windows, metres above the ground.</summary>
    public double WindowLow { get; init; }

    public double WindowHigh { get; init; }

    /// <summary>Distance between the pillars of the side windows.</summary>
    public double Pillars { get; init; }

    /// <summary>Part of the side, from the front, that has windows: 1 for all.</summary>
    public double WindowShare { get; init; } = 1;

    public double FrontLow { get; init; }

    public double FrontHigh { get; init; }

    /// <summary>Whether the rear has a window.</summary>
    public bool RearWindow { get; init; }

    /// <summary>Whether doors interrupt the side towards +x.</summary>
    public bool Doors { get; init; }

    /// <summary>Whether the front carries lamps and a destination sign, the rear tail lamps.</summary>
    public bool Front { get; init; } = true;

    public bool Rear { get; init; } = true;

    public double Lamps { get; init; }
}
