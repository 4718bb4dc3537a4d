namespace Research.Scenes;

/// <summary>Lens, sensor, development and compression.</summary>
public sealed record SensorLook
{
    /// <summary>Exposure in stops against the standard.</summary>
    public ValueRange Exposure { get; init; } = 0;

    /// <summary>White balance: gain of red over blue, in stops.</summary>
    public ValueRange Warmth { get; init; } = 0;

    /// <summary>Gain of green, in stops.</summary>
    public ValueRange Green { get; init; } = 0;

    /// <summary>Factor on colour saturation.</summary>
    public ValueRange Saturation { get; init; } = 1;

    /// <summary>Factor on contrast about middle grey.</summary>
    public ValueRange Contrast { get; init; } = 1;

    /// <summary>Veiling glare: radiance added everywhere.</summary>
    public ValueRange Glare { get; init; } = 0;

    /// <summary>Shoulder of the tone curve: 0 clips, 1 rolls off softly.</summary>
    public double Shoulder { get; init; }

    /// <summary>Standard deviation of the lens blur, in thousandths of the picture's width.</summary>
    public ValueRange Blur { get; init; } = 0;

    /// <summary>Loss of light at the corners, 0 .. 1.</summary>
    public ValueRange Vignetting { get; init; } = 0;

    /// <summary>Standard deviation of noise at black, in grey levels of 255.</summary>
    public ValueRange ReadNoise { get; init; } = 0;

    /// <summary>Standard deviation of noise at white that grows as the root of brightness, in grey levels of 255.</summary>
    public ValueRange ShotNoise { get; init; } = 0;

    /// <summary>JPEG quality 1 .. 100; 0 leaves the picture uncompressed.</summary>
    public ValueRange JpegQuality { get; init; } = 0;

    /// <summary>Edge sharpening as cameras and games do it, 0 .. 1.</summary>
    public ValueRange Sharpening { get; init; } = 0;
}
