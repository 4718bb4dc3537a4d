using Research.Imaging;

namespace Research.Adaptation.Data;

/// <summary>Colour jitter of 8-bit pictures by the rule of a library version; the draws are the caller's.</summary>
public static class LoaderJitter
{
    /// <summary>A changed copy of a picture.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="options">Reaches and rule.</param>
    /// <param name="order">The order of brightness 0, contrast 1, saturation 2, hue 3.</param>
    /// <param name="draws">For each of the four a number in [-1, 1).</param>
    public static RgbImage Apply(RgbImage image, ColourJitterOptions options, IReadOnlyList<int> order, IReadOnlyList<double> draws)
    {
        if (options.TakesBlueForRed)
            return Swapped(Apply(Swapped(image), options with { TakesBlueForRed = false }, order, draws));
        if (options.Rule != JitterRule.Torchvision)
            return Kornia(image, options, order, draws);
        foreach (int change in order)
        {
            image = change switch
            {
                0 => ColourJitter.Brightness(image, 1 + options.Brightness * draws[0]),
                1 => ColourJitter.Contrast(image, 1 + options.Contrast * draws[1]),
                2 => ColourJitter.Saturation(image, 1 + options.Saturation * draws[2]),
                _ => ColourJitter.Hue(image, options.Hue * draws[3]),
            };
        }
        return image;
    }

    // Every change looks at one pixel alone, so a pixel goes through all four at once; rounded to bytes once, at the end.
    private static RgbImage Kornia(RgbImage image, ColourJitterOptions options, IReadOnlyList<int> order, IReadOnlyList<double> draws)
    {
        double brightness = options.Brightness * draws[0], contrast = 1 + options.Contrast * draws[1], saturation = 1 + options.Saturation * draws[2];
        double sixths = options.Hue * draws[3] * (options.Rule == JitterRule.Kornia041 ? 6 : 3 / Math.PI);
        var changed = new RgbImage(image.Width, image.Height);
        for (int at = 0; at < image.Pixels.Length; at += 3)
        {
            var colour = (R: image.Pixels[at] / 255.0, G: image.Pixels[at + 1] / 255.0, B: image.Pixels[at + 2] / 255.0);
            foreach (int change in order)
            {
                colour = change switch
                {
                    0 => (Limit(colour.R + brightness), Limit(colour.G + brightness), Limit(colour.B + brightness)),
                    1 => (Limit(colour.R * contrast), Limit(colour.G * contrast), Limit(colour.B * contrast)),
                    2 => Saturated(colour, saturation),
                    _ => Turned(colour, sixths),
                };
            }
            (changed.Pixels[at], changed.Pixels[at + 1], changed.Pixels[at + 2]) = (Byte(colour.R), Byte(colour.G), Byte(colour.B));
        }
        return changed;
    }

    // HSV: V = max, S = (V - min) / V, and each channel is V - V S k(hue).
    private static (double, double, double) Saturated((double R, double G, double B) c, double factor)
    {
        double value = Math.Max(c.R, Math.Max(c.G, c.B)), chroma = value - Math.Min(c.R, Math.Min(c.G, c.B));
        if (chroma <= 0)
            return c;
        double ratio = Math.Min(factor, value / chroma); // S stays below 1
        return (value - (value - c.R) * ratio, value - (value - c.G) * ratio, value - (value - c.B) * ratio);
    }

    private static (double, double, double) Turned((double R, double G, double B) c, double sixths)
    {
        double value = Math.Max(c.R, Math.Max(c.G, c.B)), chroma = value - Math.Min(c.R, Math.Min(c.G, c.B));
        if (chroma <= 0)
            return c;
        double hue = c.R == value ? (c.G - c.B) / chroma : c.G == value ? 2 + (c.B - c.R) / chroma : 4 + (c.R - c.G) / chroma;
        hue += sixths;
        return (Channel(5), Channel(3), Channel(1));

        double Channel(int n)
        {
            double k = (n + hue) % 6;
            k = k < 0 ? k + 6 : k;
            return value - chroma * Math.Clamp(Math.Min(k, 4 - k), 0, 1);
        }
    }

    private static RgbImage Swapped(RgbImage image)
    {
        var swapped = new RgbImage(image.Width, image.Height);
        for (int at = 0; at < image.Pixels.Length; at += 3)
            (swapped.Pixels[at], swapped.Pixels[at + 1], swapped.Pixels[at + 2]) = (image.Pixels[at + 2], image.Pixels[at + 1], image.Pixels[at]);
        return swapped;
    }

    private static double Limit(double value) => Math.Clamp(value, 0, 1);

    private static byte Byte(double value) => (byte)Math.Round(value * 255);
}
