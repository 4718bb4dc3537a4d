namespace Research.Imaging.Display;

/// <summary>How a notebook shows a <see cref="Picture"/>.</summary>
internal sealed class PictureFormatterSource
{
    public IEnumerable<object> CreateTypeFormatters() =>
        ImageFormatters.For<Picture>(picture => picture.Image, picture => picture.AltText, picture => picture.Caption);
}
