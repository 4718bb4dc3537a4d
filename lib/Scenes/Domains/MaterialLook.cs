namespace Research.Scenes;

/// <summary>Ground materials and the strength of textures.</summary>
public sealed record MaterialLook
{
    /// <summary>Strength of all noise textures; 0 gives flat colours, 1 natural ones.</summary>
    public double Texture { get; init; } = 1;

    /// <summary>Stains and dirt on facades and ground, 0 .. 1.</summary>
    public double Grime { get; init; } = 0.5;

    /// <summary>Display colour of asphalt.</summary>
    public IReadOnlyList<ColourRange> Asphalt { get; init; } = [new((30, 240), (0, 0.06), (0.3, 0.45))];

    /// <summary>Display colour of the sidewalk.</summary>
    public IReadOnlyList<ColourRange> Sidewalk { get; init; } = [new((20, 50), (0.03, 0.15), (0.45, 0.65))];

    /// <summary>Edge of sidewalk slabs, metres.</summary>
    public ValueRange SlabSize { get; init; } = (0.3, 1.0);

    /// <summary>Repair patches in the asphalt, 0 .. 1.</summary>
    public double Patches { get; init; } = 0.5;

    /// <summary>How far markings are worn off, 0 .. 1.</summary>
    public ValueRange MarkingWear { get; init; } = (0.1, 0.6);

    /// <summary>Display brightness of markings, 0 .. 1.</summary>
    public ValueRange MarkingBrightness { get; init; } = (0.75, 0.9);
}
