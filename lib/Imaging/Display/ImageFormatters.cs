using System.Globalization;
using System.Net;

namespace Research.Imaging.Display;

/// <summary>One form of a value: a media type and how to write it. Members are public because kernels look them up by name.</summary>
internal sealed class ImageFormatter<T>(string mimeType, Action<T, TextWriter> write)
{
    public string MimeType { get; } = mimeType;

    public Type Type => typeof(T);

    public bool Format(object instance, TextWriter writer)
    {
        if (instance is not T value) return false;
        write(value, writer);
        return true;
    }
}

/// <summary>The three forms of a picture: PNG as base64, an HTML element, a line of text.</summary>
internal static class ImageFormatters
{
    // Pictures narrower than this are shown enlarged by a whole number, with sharp pixels.
    private const int SmallWidth = 160;

    public static IEnumerable<object> For<T>(Func<T, RgbImage> picture, Func<T, string> text, Func<T, string?>? caption = null) =>
    [
        new ImageFormatter<T>("text/html", (value, writer) => WriteHtml(writer, picture(value), text(value), caption?.Invoke(value))),
        new ImageFormatter<T>("image/png", (value, writer) => writer.Write(Base64(picture(value)))),
        new ImageFormatter<T>("text/plain", (value, writer) => writer.Write(text(value))),
    ];

    private static void WriteHtml(TextWriter writer, RgbImage image, string alt, string? caption)
    {
        int enlarged = image.Width >= SmallWidth ? 1 : Math.Min(8, (SmallWidth + image.Width - 1) / image.Width);
        string sharp = enlarged > 1 ? ";image-rendering:pixelated" : "";
        string element = string.Create(
            CultureInfo.InvariantCulture,
            $"<img src=\"data:image/png;base64,{Base64(image)}\" width=\"{image.Width * enlarged}\" height=\"{image.Height * enlarged}\" ")
            + $"alt=\"{WebUtility.HtmlEncode(alt)}\" style=\"max-width:100%;height:auto{sharp}\">";
        if (string.IsNullOrEmpty(caption)) writer.Write(element);
        else writer.Write($"<figure style=\"margin:0.5em 0\">{element}<figcaption>{WebUtility.HtmlEncode(caption)}</figcaption></figure>");
    }

    private static string Base64(RgbImage image) => Convert.ToBase64String(Png.Encode(image));
}
