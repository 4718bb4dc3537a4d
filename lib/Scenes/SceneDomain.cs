namespace Research.Scenes;

/// <summary>
/// A world with a look: everything that tells one domain from another, as data. Scenes draw their values from the ranges;
/// no code asks for a domain by name. See lib/Scenes/README.md for how to add one.
/// </summary>
public sealed record SceneDomain
{
    /// <summary>Short name, lower case, as used on the command line. Enters every random draw.</summary>
    public required string Name { get; init; }

    /// <summary>One sentence for tables and captions.</summary>
    public required string Description { get; init; }

    /// <summary>Lanes, sidewalks, junctions.</summary>
    public StreetLayout Layout { get; init; } = new();

    /// <summary>Buildings.</summary>
    public Architecture Architecture { get; init; } = new();

    /// <summary>Trees, hedges and grass.</summary>
    public Greenery Greenery { get; init; } = new();

    /// <summary>Lamps, signs, lights, walls and fences.</summary>
    public StreetFurniture Furniture { get; init; } = new();

    /// <summary>Vehicles and people.</summary>
    public Traffic Traffic { get; init; } = new();

    /// <summary>Ground materials and how rough everything looks.</summary>
    public MaterialLook Materials { get; init; } = new();

    /// <summary>Possible weathers; one is drawn per scene by <see cref="Weather.Weight"/>.</summary>
    public IReadOnlyList<Weather> Weathers { get; init; } = [new()];

    /// <summary>Where the camera hangs and what it sees.</summary>
    public CameraRig Camera { get; init; } = new();

    /// <summary>What lens, sensor and compression do to the light.</summary>
    public SensorLook Sensor { get; init; } = new();

    /// <inheritdoc/>
    public override string ToString() => Name;
}
