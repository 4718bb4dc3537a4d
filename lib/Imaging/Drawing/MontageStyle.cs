namespace Research.Imaging;

/// <summary>Looks of a montage and of a legend.</summary>
public sealed record MontageStyle
{
    /// <summary>White ground, dark text, 14 pixels.</summary>
    public static MontageStyle Default { get; } = new();

    /// <summary>The colour between pictures.</summary>
    public (byte R, byte G, byte B) Background { get; init; } = (255, 255, 255);

    /// <summary>The colour of text.</summary>
    public (byte R, byte G, byte B) Text { get; init; } = (38, 42, 51);

    /// <summary>Size of captions in pixels.</summary>
    public double TextSize { get; init; } = 14;
}
