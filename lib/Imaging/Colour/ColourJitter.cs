using Research.Imaging.Colour;

namespace Research.Imaging;

/// <summary>
/// The four colour changes of torchvision's <c>ColorJitter</c> on PIL pictures, to the byte (torchvision
/// <c>functional_pil.py</c>, Pillow's <c>ImageEnhance</c> and <c>Convert.c</c>). Drawing the factors and their order is the caller's.
/// </summary>
public static class ColourJitter
{
    /// <summary>Blends with black: out = factor * in.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="factor">0 black, 1 unchanged, above 1 brighter.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is negative or not finite.</exception>
    public static RgbImage Brightness(RgbImage image, double factor) => BlendWith(image, 0, Check(factor));

    /// <summary>Blends with the picture's mean grey, rounded: out = mean + factor * (in - mean).</summary>
    /// <param name="image">The picture.</param>
    /// <param name="factor">0 grey, 1 unchanged, above 1 stronger.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is negative or not finite.</exception>
    public static RgbImage Contrast(RgbImage image, double factor)
    {
        float strength = Check(factor);
        ArgumentNullException.ThrowIfNull(image);
        long sum = 0;
        ReadOnlySpan<byte> pixels = image.Pixels;
        for (int at = 0; at < pixels.Length; at += 3) sum += Luma(pixels[at], pixels[at + 1], pixels[at + 2]);
        double mean = (double)sum / (pixels.Length / 3);
        return BlendWith(image, (int)(mean + 0.5), strength);
    }

    /// <summary>Blends each pixel with its grey value: out = grey + factor * (in - grey).</summary>
    /// <param name="image">The picture.</param>
    /// <param name="factor">0 grey, 1 unchanged, above 1 more colourful.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is negative or not finite.</exception>
    public static RgbImage Saturation(RgbImage image, double factor)
    {
        float strength = Check(factor);
        ArgumentNullException.ThrowIfNull(image);
        var changed = new RgbImage(image.Width, image.Height);
        ReadOnlySpan<byte> from = image.Pixels;
        Span<byte> to = changed.Pixels;
        for (int at = 0; at < from.Length; at += 3)
        {
            int grey = Luma(from[at], from[at + 1], from[at + 2]);
            to[at] = Blend(grey, from[at], strength);
            to[at + 1] = Blend(grey, from[at + 1], strength);
            to[at + 2] = Blend(grey, from[at + 2], strength);
        }
        return changed;
    }

    /// <summary>Turns the hue by <paramref name="turn"/> of a full circle, in 8-bit HSV, wrapping around.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="turn">-0.5 to 0.5; 0 still passes through 8-bit HSV, as there.</param>
    /// <exception cref="ArgumentOutOfRangeException">The turn is outside that range.</exception>
    public static RgbImage Hue(RgbImage image, double turn)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (!(turn is >= -0.5 and <= 0.5)) throw new ArgumentOutOfRangeException(nameof(turn), turn, "expected -0.5 to 0.5");
        byte shift = unchecked((byte)(int)(turn * 255));
        var changed = new RgbImage(image.Width, image.Height);
        ReadOnlySpan<byte> from = image.Pixels;
        Span<byte> to = changed.Pixels;
        for (int at = 0; at < from.Length; at += 3)
        {
            var (hue, saturation, value) = ByteHsv.FromRgb(from[at], from[at + 1], from[at + 2]);
            (to[at], to[at + 1], to[at + 2]) = ByteHsv.ToRgb(unchecked((byte)(hue + shift)), saturation, value);
        }
        return changed;
    }

    /// <summary>Every pixel's grey value in all three channels: (19595 R + 38470 G + 7471 B + 32768) / 65536.</summary>
    public static RgbImage Greyscale(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var changed = new RgbImage(image.Width, image.Height);
        ReadOnlySpan<byte> from = image.Pixels;
        Span<byte> to = changed.Pixels;
        for (int at = 0; at < from.Length; at += 3)
            to[at] = to[at + 1] = to[at + 2] = Luma(from[at], from[at + 1], from[at + 2]);
        return changed;
    }

    private static RgbImage BlendWith(RgbImage image, int constant, float factor)
    {
        ArgumentNullException.ThrowIfNull(image);
        Span<byte> table = stackalloc byte[256];
        for (int value = 0; value < 256; value++) table[value] = Blend(constant, value, factor);
        var changed = new RgbImage(image.Width, image.Height);
        for (int at = 0; at < image.Pixels.Length; at++) changed.Pixels[at] = table[image.Pixels[at]];
        return changed;
    }

    // Pillow's Image.blend: single precision, cut to whole numbers, clipped.
    private static byte Blend(int from, int to, float factor) => (byte)Math.Clamp(from + factor * (to - from), 0f, 255f);

    private static byte Luma(byte red, byte green, byte blue) => (byte)((red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16);

    private static float Check(double factor) => factor >= 0 && double.IsFinite(factor)
        ? (float)factor
        : throw new ArgumentOutOfRangeException(nameof(factor), factor, "expected a number of at least 0");
}
