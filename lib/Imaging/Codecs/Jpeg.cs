using Research.Imaging.Codecs;

namespace Research.Imaging;

/// <summary>
/// JPEG files to and from plain arrays, over libjpeg-turbo: baseline and progressive, grey, YCbCr, RGB, CMYK and YCCK.
/// The decoder's warnings about damaged or missing data are errors here. An EXIF orientation is ignored: rows come as
/// they are stored. Colour profiles are not applied.
/// </summary>
public static class Jpeg
{
    /// <summary>Reads 8-bit RGB.</summary>
    /// <exception cref="ImageFormatException">The file is no JPEG, damaged, cut short or larger than allowed.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static RgbImage Read(string path, ImageLimits? limits = null)
    {
        using var file = FileBytes.Read(path, limits ?? ImageLimits.Default);
        return Read(file.Span, path, limits);
    }

    /// <summary>As <see cref="Read(string, ImageLimits?)"/>, from bytes; <paramref name="name"/> stands in messages.</summary>
    /// <exception cref="ImageFormatException">The bytes are no JPEG, damaged, cut short or larger than allowed.</exception>
    public static RgbImage Read(ReadOnlySpan<byte> data, string name = "JPEG data", ImageLimits? limits = null) =>
        JpegCodec.Rgb(data, name, limits ?? ImageLimits.Default);

    /// <summary>Reads grey as one channel, colour as RGB, and CMYK as the four channels that the file holds (255 - ink).</summary>
    /// <exception cref="ImageFormatException">The bytes are no JPEG, damaged, cut short or larger than allowed.</exception>
    public static RawImage ReadRaw(ReadOnlySpan<byte> data, string name = "JPEG data", ImageLimits? limits = null) =>
        JpegCodec.Raw(data, name, limits ?? ImageLimits.Default);

    /// <summary>A baseline JPEG with full colour resolution (4:4:4).</summary>
    /// <param name="image">The picture, at most 65,535 pixels per side.</param>
    /// <param name="quality">1 to 100.</param>
    public static byte[] Encode(RgbImage image, int quality = 92)
    {
        ArgumentNullException.ThrowIfNull(image);
        return JpegCodec.Encode(image, quality);
    }

    /// <summary>Writes <see cref="Encode"/> to a file, which appears complete or not at all.</summary>
    public static void Write(string path, RgbImage image, int quality = 92) => FileBytes.Write(path, Encode(image, quality));
}
