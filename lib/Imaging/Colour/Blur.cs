using Research.Imaging.Colour;

namespace Research.Imaging;

/// <summary>Gaussian blur, by the rule of Pillow and by a sampled Gaussian kernel.</summary>
public static class Blur
{
    /// <summary>
    /// Exactly Pillow's <c>ImageFilter.GaussianBlur(radius)</c>: three box blurs of fractional width, rounded to 8 bits each,
    /// along rows and then along columns (Gwosdek et al., Theoretical foundations of Gaussian convolution by extended box
    /// filtering, 2011). The radius is the standard deviation in pixels. Pixels beyond the edge repeat the edge.
    /// </summary>
    /// <param name="image">The picture.</param>
    /// <param name="radius">Standard deviation in pixels, 0 to 1,000; 0 changes nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">The radius is outside that range.</exception>
    public static RgbImage GaussianByBoxes(RgbImage image, double radius)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (!(radius is >= 0 and <= 1000)) throw new ArgumentOutOfRangeException(nameof(radius), radius, "expected 0 to 1000 pixels");
        return ExtendedBoxBlur.Apply(image, (float)radius, passes: 3);
    }

    /// <summary>
    /// Convolution with a sampled and normalised Gaussian, in floating point, rounded once at the end; pixels beyond the edge
    /// mirror the inside without repeating the edge. The rule of OpenCV's and kornia's Gaussian blur.
    /// </summary>
    /// <param name="image">The picture, each side longer than half the kernel.</param>
    /// <param name="sigma">Standard deviation in pixels, above 0.</param>
    /// <param name="size">Kernel length in pixels, odd.</param>
    /// <exception cref="ArgumentOutOfRangeException">Sigma is not positive, the size even, or the picture too small to mirror.</exception>
    public static RgbImage Gaussian(RgbImage image, double sigma, int size)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (!(sigma > 0 && double.IsFinite(sigma))) throw new ArgumentOutOfRangeException(nameof(sigma), sigma, "expected a number above 0");
        if (size < 1 || size % 2 == 0) throw new ArgumentOutOfRangeException(nameof(size), size, "expected an odd kernel length");
        if (size / 2 >= image.Width || size / 2 >= image.Height)
            throw new ArgumentOutOfRangeException(
                nameof(size), size, $"expected less than twice the sides of the picture, which is {image.Width} x {image.Height}");
        return KernelBlur.Apply(image, Kernel(sigma, size));
    }

    /// <summary>exp(-x^2 / (2 sigma^2)) at whole pixels from the middle, divided by its sum.</summary>
    internal static float[] Kernel(double sigma, int size)
    {
        var values = new double[size];
        for (int i = 0; i < size; i++) values[i] = Math.Exp(-0.5 * Math.Pow((i - size / 2) / sigma, 2));
        double sum = values.Sum();
        return [.. values.Select(value => (float)(value / sum))];
    }
}
