using Research.Imaging.Codecs;

namespace Research.Imaging;

/// <summary>Reads picture files, PNG or JPEG by their first bytes, whatever their names end in.</summary>
public static class ImageFile
{
    // Enough for the headers in nearly every JPEG file; those with larger metadata are read whole.
    private const int Beginning = 64 * 1024;

    /// <summary>Reads 8-bit colour: greys and palettes are expanded, 16-bit samples keep their high byte, alpha is dropped.</summary>
    /// <exception cref="ImageFormatException">The file is neither PNG nor JPEG, damaged, cut short or larger than allowed.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static RgbImage ReadRgb(string path, ImageLimits? limits = null)
    {
        using var file = FileBytes.Read(path, limits ?? ImageLimits.Default);
        return IsPng(file.Span, path) ? Png.ReadRgb(file.Span, path, limits) : Jpeg.Read(file.Span, path, limits);
    }

    /// <summary>Reads the values as the file holds them.</summary>
    /// <exception cref="ImageFormatException">The file is neither PNG nor JPEG, damaged, cut short or larger than allowed.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static RawImage ReadRaw(string path, ImageLimits? limits = null)
    {
        using var file = FileBytes.Read(path, limits ?? ImageLimits.Default);
        return IsPng(file.Span, path) ? Png.Read(file.Span, path, limits) : Jpeg.ReadRaw(file.Span, path, limits);
    }

    /// <summary>Reads a label map from a PNG of one channel of at most 8 bits. A JPEG is refused: its values are not exact.</summary>
    /// <exception cref="ImageFormatException">The file is no such PNG, damaged, cut short or larger than allowed.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static LabelMap ReadLabels(string path, ImageLimits? limits = null)
    {
        using var file = FileBytes.Read(path, limits ?? ImageLimits.Default);
        if (!IsPng(file.Span, path))
            throw new ImageFormatException(path, "expected labels in a PNG file, found a JPEG, which does not keep values exactly");
        return Png.ReadLabels(file.Span, path, limits);
    }

    /// <summary>Reads width and height from the header alone; what follows it is not looked at.</summary>
    /// <exception cref="ImageFormatException">The file is neither PNG nor JPEG, its header is damaged, or it is larger than allowed.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static (int Width, int Height) ReadSize(string path, ImageLimits? limits = null)
    {
        limits ??= ImageLimits.Default;
        using var start = FileBytes.Read(path, limits, Beginning);
        if (IsPng(start.Span, path))
        {
            PngHeader png = PngHeader.Read(start.Span, start.FileLength, path, limits);
            return (png.Width, png.Height);
        }
        if (JpegHeader.Read(start.Span, start.FileLength, path, limits) is { } early) return (early.Width, early.Height);
        using var whole = FileBytes.Read(path, limits);
        JpegHeader header = JpegHeader.Read(whole.Span, whole.FileLength, path, limits)
            ?? throw new ImageFormatException(path, "cut short: a JPEG file without a frame header");
        return (header.Width, header.Height);
    }

    private static bool IsPng(ReadOnlySpan<byte> data, string path)
    {
        if (PngHeader.HasSignature(data)) return true;
        if (JpegHeader.HasSignature(data)) return false;
        throw new ImageFormatException(
            path, $"expected a PNG or JPEG file, the first bytes are {Convert.ToHexString(data[..Math.Min(8, data.Length)])}");
    }
}
