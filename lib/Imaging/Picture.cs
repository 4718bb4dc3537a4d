using Research.Imaging.Display;

namespace Research.Imaging;

/// <summary>A picture with a description for readers who cannot see it, and a caption.</summary>
[TypeFormatterSource(typeof(PictureFormatterSource), PreferredMimeTypes = ["text/html"])]
public sealed class Picture
{
    /// <summary>Makes a described picture.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="altText">What it shows, in a sentence.</param>
    /// <param name="caption">A line under it, or none.</param>
    public Picture(RgbImage image, string altText, string? caption = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentException.ThrowIfNullOrWhiteSpace(altText);
        (Image, AltText, Caption) = (image, altText, caption);
    }

    /// <summary>The picture.</summary>
    public RgbImage Image { get; }

    /// <summary>What it shows, in a sentence.</summary>
    public string AltText { get; }

    /// <summary>A line under it, or null.</summary>
    public string? Caption { get; }

    /// <summary>The description.</summary>
    public override string ToString() => AltText;
}
