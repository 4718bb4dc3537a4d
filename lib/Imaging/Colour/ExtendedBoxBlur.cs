using System.Runtime.Intrinsics;

namespace Research.Imaging.Colour;

/// <summary>
/// Pillow's box blurs with a fractional radius (src/libImaging/BoxBlur.c, version 9.4): a running sum of whole pixels and
/// a share of the two beyond, in unsigned 24-bit fixed point. Eight samples go side by side: two rows of RGB, or eight columns.
/// </summary>
internal static class ExtendedBoxBlur
{
    private const int Lanes = 8;

    public static RgbImage Apply(RgbImage image, float sigma, int passes)
    {
        RgbImage blurred = image.Clone();
        float radius = BoxRadius(sigma, passes);
        if (radius == 0) return blurred;
        var box = new Box(radius, Math.Max(image.Width, image.Height));
        for (int y = 0; y < image.Height; y += 2) Rows(blurred, y, box, passes);
        for (int x = 0; x < 3 * image.Width; x += Lanes) Columns(blurred, x, box, passes);
        return blurred;
    }

    // Gwosdek et al., Eqs. (7), (11) and (14), in single precision as Pillow computes them.
    private static float BoxRadius(float sigma, int passes)
    {
        float variance = sigma * sigma / passes;
        float length = (float)Math.Sqrt(12.0 * variance + 1.0);
        float whole = (float)Math.Floor((length - 1.0) / 2.0);
        float share = (2 * whole + 1) * (whole * (whole + 1) - 3 * variance);
        share /= 6 * (variance - (whole + 1) * (whole + 1));
        return whole + share;
    }

    private static void Rows(RgbImage image, int y, Box box, int passes)
    {
        Span<byte> upper = image.Row(y), lower = image.Row(Math.Min(y + 1, image.Height - 1));
        Span<Vector256<uint>> line = box.Line(image.Width);
        for (int x = 0, at = 0; x < line.Length; x++, at += 3)
            line[x] = Vector256.Create(upper[at], upper[at + 1], upper[at + 2], 0u, lower[at], lower[at + 1], lower[at + 2], 0u);
        for (int pass = 0; pass < passes; pass++) box.Blur(image.Width);
        for (int x = 0, at = 0; x < line.Length; x++, at += 3)
        {
            Vector256<uint> pair = line[x];
            (upper[at], upper[at + 1], upper[at + 2]) = ((byte)pair[0], (byte)pair[1], (byte)pair[2]);
            (lower[at], lower[at + 1], lower[at + 2]) = ((byte)pair[4], (byte)pair[5], (byte)pair[6]);
        }
    }

    private static void Columns(RgbImage image, int x, Box box, int passes)
    {
        Span<Vector256<uint>> line = box.Line(image.Height);
        Span<byte> pixels = image.Pixels;
        int rowBytes = 3 * image.Width, count = Math.Min(Lanes, rowBytes - x);
        Span<uint> lanes = stackalloc uint[Lanes];
        lanes.Clear();
        for (int y = 0; y < line.Length; y++)
        {
            ReadOnlySpan<byte> from = pixels.Slice(y * rowBytes + x, count);
            for (int lane = 0; lane < from.Length; lane++) lanes[lane] = from[lane];
            line[y] = Vector256.Create<uint>(lanes);
        }
        for (int pass = 0; pass < passes; pass++) box.Blur(image.Height);
        for (int y = 0; y < line.Length; y++)
        {
            line[y].CopyTo(lanes);
            Span<byte> to = pixels.Slice(y * rowBytes + x, count);
            for (int lane = 0; lane < to.Length; lane++) to[lane] = (byte)lanes[lane];
        }
    }

    /// <summary>One blur of one line, in place; the line lies in a buffer with room for the repeated edges.</summary>
    private sealed class Box
    {
        private readonly int _radius;
        private readonly uint _whole;
        private readonly uint _share;
        private readonly Vector256<uint>[] _padded;
        private readonly Vector256<uint>[] _result;

        public Box(float radius, int longest)
        {
            _radius = (int)radius;
            _whole = (uint)((1 << 24) / (radius * 2 + 1));
            _share = ((1 << 24) - (uint)(_radius * 2 + 1) * _whole) / 2;
            _padded = new Vector256<uint>[longest + 2 * (_radius + 1)];
            _result = new Vector256<uint>[longest];
        }

        public Span<Vector256<uint>> Line(int length) => _padded.AsSpan(_radius + 1, length);

        public void Blur(int length)
        {
            int edge = _radius + 1;
            Span<Vector256<uint>> padded = _padded.AsSpan(0, length + 2 * edge), result = _result.AsSpan(0, length);
            padded[..edge].Fill(padded[edge]);
            padded[^edge..].Fill(padded[edge + length - 1]);

            // The sum over the window of the pixel before the first: its pixels start at position 0 of the padded line.
            Vector256<uint> sum = Vector256<uint>.Zero, half = Vector256.Create(1u << 23);
            for (int i = 0; i < 2 * _radius + 1; i++) sum += padded[i];
            for (int x = 0; x < result.Length; x++)
            {
                Vector256<uint> before = padded[x];
                sum += padded[x + 2 * _radius + 1] - before;
                Vector256<uint> total = sum * _whole + (before + padded[x + 2 * _radius + 2]) * _share;
                result[x] = Vector256.ShiftRightLogical(total + half, 24);
            }
            result.CopyTo(padded[edge..]);
        }
    }
}
