using Research.Scenes.Geometry;

namespace Research.Scenes.Surfaces;

/// <summary>Colours and wear of the ground in one scene.</summary>
internal sealed record GroundLook
{
    public required Rgb Asphalt { get; init; }

    public required Rgb Sidewalk { get; init; }

    public required Rgb Kerb { get; init; }

    public required Rgb Grass { get; init; }

    public required Rgb Soil { get; init; }

    public required Rgb Marking { get; init; }

    public required Rgb CentreLine { get; init; }

    /// <summary>Shifts all ground textures, so that no two scenes share their stains; metres.</summary>
    public double Shift { get; init; }

    public double Slab { get; init; }

    public double Texture { get; init; }

    public double Grime { get; init; }

    public double Patches { get; init; }

    public double Wear { get; init; }

    public double Wetness { get; init; }
}
