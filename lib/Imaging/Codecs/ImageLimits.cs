namespace Research.Imaging;

/// <summary>
/// What a file may ask for before it is refused. Checked on the header, before memory is taken, so that a small hostile
/// file cannot make the reader allocate gigabytes.
/// </summary>
public sealed record ImageLimits
{
    /// <summary>The limits used where none are given.</summary>
    public static ImageLimits Default { get; } = new();

    /// <summary>Most pixels (width x height); 100 million by default, fifty Cityscapes pictures.</summary>
    public long MaxPixels { get; init; } = 100_000_000;

    /// <summary>Longest side in pixels; 65,535 by default, what a JPEG header can say.</summary>
    public int MaxSide { get; init; } = 65_535;

    /// <summary>Longest file in bytes; 1 GiB by default.</summary>
    public long MaxFileBytes { get; init; } = 1L << 30;

    /// <summary>Most bytes of texts, colour profiles and the like that a PNG may carry, unpacked; 8 MiB by default.</summary>
    public int MaxMetadataBytes { get; init; } = 8 << 20;

    /// <summary>Refuses a size beyond the limits.</summary>
    /// <exception cref="ImageFormatException">A side is zero, or a limit is exceeded.</exception>
    internal void Check(string name, long width, long height)
    {
        if (width < 1 || height < 1)
            throw new ImageFormatException(name, $"the header says {width} x {height} pixels; both sides must be at least 1");
        if (width > MaxSide || height > MaxSide || width * height > MaxPixels)
            throw new ImageFormatException(
                name, $"the header says {width} x {height} pixels; at most {MaxPixels:N0} pixels and {MaxSide:N0} per side are allowed");
    }
}
