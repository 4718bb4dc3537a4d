using Research.Imaging.Codecs;

namespace Research.Imaging;

/// <summary>
/// PNG files to and from plain arrays, over libspng. Every colour type, bit depth and interlacing is read. Checksums are
/// verified, the whole file is read to its end chunk. Gamma, colour profiles and transparency are not applied.
/// Writing gives the same bytes for the same picture; files appear complete or not at all.
/// </summary>
public static class Png
{
    /// <summary>Reads the values as the file holds them: palette indices, low bit depths and 16 bits are kept.</summary>
    /// <exception cref="ImageFormatException">The file is no PNG, damaged, cut short or larger than allowed.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static RawImage Read(string path, ImageLimits? limits = null)
    {
        using var file = FileBytes.Read(path, limits ?? ImageLimits.Default);
        return Read(file.Span, path, limits);
    }

    /// <summary>As <see cref="Read(string, ImageLimits?)"/>, from bytes; <paramref name="name"/> stands in messages.</summary>
    /// <exception cref="ImageFormatException">The bytes are no PNG, damaged, cut short or larger than allowed.</exception>
    public static RawImage Read(ReadOnlySpan<byte> data, string name = "PNG data", ImageLimits? limits = null) =>
        PngDecoder.Raw(data, name, limits ?? ImageLimits.Default);

    /// <summary>Reads 8-bit colour: greys and palettes are expanded, 16-bit samples keep their high byte, alpha is dropped.</summary>
    /// <exception cref="ImageFormatException">The file is no PNG, damaged, cut short or larger than allowed.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static RgbImage ReadRgb(string path, ImageLimits? limits = null)
    {
        using var file = FileBytes.Read(path, limits ?? ImageLimits.Default);
        return ReadRgb(file.Span, path, limits);
    }

    /// <summary>As <see cref="ReadRgb(string, ImageLimits?)"/>, from bytes; <paramref name="name"/> stands in messages.</summary>
    /// <exception cref="ImageFormatException">The bytes are no PNG, damaged, cut short or larger than allowed.</exception>
    public static RgbImage ReadRgb(ReadOnlySpan<byte> data, string name = "PNG data", ImageLimits? limits = null) =>
        PngDecoder.Rgb(data, name, limits ?? ImageLimits.Default);

    /// <summary>Reads a label map: one channel of at most 8 bits, grey values or palette indices as they are.</summary>
    /// <exception cref="ImageFormatException">As for <see cref="Read(string, ImageLimits?)"/>, or several channels, or 16 bits.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static LabelMap ReadLabels(string path, ImageLimits? limits = null)
    {
        using var file = FileBytes.Read(path, limits ?? ImageLimits.Default);
        return ReadLabels(file.Span, path, limits);
    }

    /// <summary>As <see cref="ReadLabels(string, ImageLimits?)"/>, from bytes; <paramref name="name"/> stands in messages.</summary>
    /// <exception cref="ImageFormatException">As for the file, or several channels, or 16 bits.</exception>
    public static LabelMap ReadLabels(ReadOnlySpan<byte> data, string name = "PNG data", ImageLimits? limits = null) =>
        PngDecoder.Labels(data, name, limits ?? ImageLimits.Default);

    /// <summary>An RGB PNG of 8 bits.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="compression">zlib's level, 0 to 9.</param>
    public static byte[] Encode(RgbImage image, int compression = 4)
    {
        ArgumentNullException.ThrowIfNull(image);
        return PngEncoder.Encode(image.Width, image.Height, 8, PngHeader.Rgb, image.Pixels, null, 0, compression);
    }

    /// <summary>A grey PNG of 8 bits whose values are the labels.</summary>
    /// <param name="labels">The labels.</param>
    /// <param name="compression">zlib's level, 0 to 9.</param>
    public static byte[] Encode(LabelMap labels, int compression = 6)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return PngEncoder.Encode(labels.Width, labels.Height, 8, PngHeader.Grey, labels.Labels, null, 0, compression);
    }

    /// <summary>
    /// A palette PNG whose indices are the labels. Where labels lie beyond the palette (<see cref="LabelMap.Ignore"/>), the file's
    /// palette is continued with <see cref="Palette.IgnoreColour"/> so that every index has a colour.
    /// </summary>
    /// <param name="labels">The labels.</param>
    /// <param name="palette">Their colours.</param>
    /// <param name="compression">zlib's level, 0 to 9.</param>
    public static byte[] Encode(LabelMap labels, Palette palette, int compression = 6)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(palette);
        int size = palette.Count;
        foreach (byte label in labels.Labels) size = Math.Max(size, label + 1);
        return PngEncoder.Encode(labels.Width, labels.Height, 8, PngHeader.Indexed, labels.Labels, palette, size, compression);
    }

    /// <summary>A PNG of the samples as they are: 8 or 16 bits, 1 to 4 channels, or palette indices.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="compression">zlib's level, 0 to 9.</param>
    /// <exception cref="ArgumentException">An 8-bit picture holds a sample above 255.</exception>
    public static byte[] Encode(RawImage image, int compression = 4)
    {
        ArgumentNullException.ThrowIfNull(image);
        return PngEncoder.Encode(image, compression);
    }

    /// <summary>Writes <see cref="Encode(RgbImage, int)"/> to a file.</summary>
    public static void Write(string path, RgbImage image, int compression = 4) => FileBytes.Write(path, Encode(image, compression));

    /// <summary>Writes <see cref="Encode(LabelMap, int)"/> to a file.</summary>
    public static void Write(string path, LabelMap labels, int compression = 6) => FileBytes.Write(path, Encode(labels, compression));

    /// <summary>Writes <see cref="Encode(LabelMap, Palette, int)"/> to a file.</summary>
    public static void Write(string path, LabelMap labels, Palette palette, int compression = 6) =>
        FileBytes.Write(path, Encode(labels, palette, compression));

    /// <summary>Writes <see cref="Encode(RawImage, int)"/> to a file.</summary>
    public static void Write(string path, RawImage image, int compression = 4) => FileBytes.Write(path, Encode(image, compression));
}
