namespace Research.Imaging.Display;

/// <summary>How a notebook shows an <see cref="RgbImage"/>.</summary>
internal sealed class RgbImageFormatterSource
{
    public IEnumerable<object> CreateTypeFormatters() => ImageFormatters.For<RgbImage>(image => image, image => image.ToString());
}
