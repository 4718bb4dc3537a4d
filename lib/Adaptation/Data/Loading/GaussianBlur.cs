using Research.Imaging;

namespace Research.Adaptation.Data;

/// <summary>Gaussian blur as Pillow computes it: three box blurs with fractional edges, 8-bit rounding after each pass.</summary>
/// <remarks>
/// Gwosdek et al. 2011, "Theoretical foundations of Gaussian convolution by extended box filtering", eqs. 7, 11 and 14:
/// for standard deviation r and d = 3 passes the box has length L = sqrt(12 r^2 / d + 1), whole radius l = floor((L - 1) / 2)
/// and edge weight a = (2l + 1)(l(l + 1) - 3 r^2/d) / (6 (r^2/d - (l + 1)^2)). Borders repeat the edge pixel.
/// Rows first, then columns, in fixed-point arithmetic of 24 bits.
/// </remarks>
public static class GaussianBlur
{
    private const int Passes = 3;

    /// <summary>A blurred copy; radius 0 gives an unchanged copy.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="radius">Standard deviation in pixels, 0 .. 64.</param>
    public static RgbImage Apply(RgbImage image, double radius)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (!(radius is >= 0 and <= 64))
            throw new ArgumentOutOfRangeException(nameof(radius), $"expected 0 .. 64 pixels, got {radius}");
        var result = image.Clone();
        if (radius == 0)
            return result;
        var box = Box.Of(radius);
        int longest = Math.Max(image.Width, image.Height);
        var line = new byte[longest];
        var other = new byte[longest];
        int stride = 3 * image.Width;
        for (int y = 0; y < image.Height; y++)
        {
            for (int channel = 0; channel < 3; channel++)
                BlurLine(result.Pixels, y * stride + channel, 3, image.Width, box, line, other);
        }
        for (int start = 0; start < stride; start++)
            BlurLine(result.Pixels, start, stride, image.Height, box, line, other);
        return result;
    }

    private static void BlurLine(byte[] pixels, int start, int step, int length, Box box, byte[] line, byte[] other)
    {
        for (int i = 0, at = start; i < length; i++, at += step)
            line[i] = pixels[at];
        for (int pass = 0; pass < Passes; pass++)
        {
            BlurOnce(line.AsSpan(0, length), other.AsSpan(0, length), box);
            (line, other) = (other, line);
        }
        for (int i = 0, at = start; i < length; i++, at += step)
            pixels[at] = line[i];
    }

    private static void BlurOnce(ReadOnlySpan<byte> source, Span<byte> target, Box box)
    {
        int last = source.Length - 1;
        uint sum = (uint)(source[0] * (box.Radius + 1));
        for (int i = 0; i < box.Radius; i++)
            sum += source[Math.Min(i, last)];
        for (int i = 0; i < target.Length; i++)
        {
            // The window is i - radius .. i + radius; the two pixels beyond it count with the edge weight.
            sum += source[Math.Min(i + box.Radius, last)];
            sum -= source[Math.Max(i - box.Radius - 1, 0)];
            uint edges = (uint)(source[Math.Min(i + box.Radius + 1, last)] + source[Math.Max(i - box.Radius - 1, 0)]);
            target[i] = (byte)((sum * box.Weight + edges * box.EdgeWeight + (1u << 23)) >> 24);
        }
    }

    private readonly record struct Box(int Radius, uint Weight, uint EdgeWeight)
    {
        public static Box Of(double radius)
        {
            float variance = (float)(radius * radius) / Passes;
            float length = (float)Math.Sqrt(12.0 * variance + 1.0);
            float whole = (float)Math.Floor((length - 1.0) / 2.0);
            float edge = (2 * whole + 1) * (whole * (whole + 1) - 3 * variance) / (6 * (variance - (whole + 1) * (whole + 1)));
            float boxRadius = whole + edge;
            int integer = (int)boxRadius;
            uint weight = (uint)((1 << 24) / (boxRadius * 2 + 1));
            return new(integer, weight, (uint)(((1 << 24) - (integer * 2 + 1) * (long)weight) / 2));
        }
    }
}
