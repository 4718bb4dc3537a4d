namespace Research.Imaging;

/// <summary>
/// A picture with exactly the values that its file holds: nothing scaled, no palette looked up, no transparency applied.
/// Palette pictures keep their indices (Channels = 1 and a <see cref="Palette"/>); greys of 1, 2 or 4 bits keep
/// 0..1, 0..3 or 0..15.
/// </summary>
public sealed class RawImage
{
    /// <summary>Wraps an array; the picture keeps the array, it does not copy it.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="channels">1 grey or palette index, 2 grey and alpha, 3 RGB, 4 RGBA.</param>
    /// <param name="bitDepth">8 or 16 bits per sample.</param>
    /// <param name="samples">Channels interleaved, row-major, width * height * channels values.</param>
    /// <param name="palette">The colours of palette indices; only with one channel of 8 bits.</param>
    /// <exception cref="ArgumentOutOfRangeException">Channels or bit depth is none of those.</exception>
    /// <exception cref="ArgumentException">The array's length does not fit, or a palette comes with other than one 8-bit channel.</exception>
    public RawImage(int width, int height, int channels, int bitDepth, ushort[] samples, Palette? palette = null)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (channels is < 1 or > 4) throw new ArgumentOutOfRangeException(nameof(channels), channels, "expected 1 to 4");
        if (bitDepth is not (8 or 16)) throw new ArgumentOutOfRangeException(nameof(bitDepth), bitDepth, "expected 8 or 16");
        if (palette is not null && (channels != 1 || bitDepth != 8))
            throw new ArgumentException($"a palette needs 1 channel of 8 bits, got {channels} of {bitDepth}", nameof(palette));
        PixelCount.Check(width, height, channels, samples.Length, nameof(samples));
        Width = width;
        Height = height;
        Channels = channels;
        BitDepth = bitDepth;
        SourceBitDepth = bitDepth;
        Samples = samples;
        Palette = palette;
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>1 grey or palette index, 2 grey and alpha, 3 RGB, 4 RGBA (or CMYK, from such a JPEG file).</summary>
    public int Channels { get; }

    /// <summary>Bits per sample as held here: 8 (values up to 255) or 16.</summary>
    public int BitDepth { get; }

    /// <summary>Bits per sample in the file that this was read from: 1, 2, 4, 8 or 16.</summary>
    public int SourceBitDepth { get; init; }

    /// <summary>Channels interleaved, row-major, Width * Height * Channels values.</summary>
    public ushort[] Samples { get; }

    /// <summary>The colours of palette indices, or null where samples are not indices.</summary>
    public Palette? Palette { get; }

    /// <summary>One sample.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The pixel or the channel lies outside.</exception>
    public ushort this[int x, int y, int channel]
    {
        get
        {
            if ((uint)channel >= (uint)Channels)
                throw new ArgumentOutOfRangeException(nameof(channel), channel, $"expected 0..{Channels - 1}");
            return Samples[PixelCount.Index(x, y, Width, Height) * Channels + channel];
        }
    }

    /// <summary>Name, size and kind, such as <c>RawImage 1280 x 760, 3 x 16 bit</c>.</summary>
    public override string ToString() =>
        $"RawImage {Width} x {Height}, {Channels} x {BitDepth} bit" + (Palette is null ? "" : $", palette of {Palette.Count}");
}
