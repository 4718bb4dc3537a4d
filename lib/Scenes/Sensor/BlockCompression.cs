using System.Runtime.Intrinsics;
using Research.Scenes.Geometry;

namespace Research.Scenes.Sensor;

/// <summary>
/// What JPEG does to a picture, without the bit stream: YCbCr, chroma halved both ways, 8 x 8 cosine transform, coefficients
/// rounded by the tables of ITU-T T.81 Annex K scaled as libjpeg scales them.
/// </summary>
internal static class BlockCompression
{
    private static readonly int[] LumaTable =
    [
        16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
        18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
    ];

    private static readonly int[] ChromaTable =
    [
        17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
    ];

    private static readonly float[] Cosines = BuildCosines(inverse: false);
    private static readonly float[] InverseCosines = BuildCosines(inverse: true);

    /// <summary>Planes of display values in [0, 1], changed in place. <paramref name="quality"/> in 1 .. 100.</summary>
    public static void Apply(float[][] planes, int width, int height, double quality)
    {
        float[] r = planes[0], g = planes[1], b = planes[2];
        float[] luma = new float[r.Length], blue = new float[r.Length], red = new float[r.Length];
        for (var n = 0; n < r.Length; n++)
        {
            float cr = Math.Clamp(r[n], 0, 1) * 255, cg = Math.Clamp(g[n], 0, 1) * 255, cb = Math.Clamp(b[n], 0, 1) * 255;
            luma[n] = 0.299f * cr + 0.587f * cg + 0.114f * cb - 128;
            blue[n] = -0.168736f * cr - 0.331264f * cg + 0.5f * cb;
            red[n] = 0.5f * cr - 0.418688f * cg - 0.081312f * cb;
        }

        var scale = quality < 50 ? 50 / quality : 2 - quality * 0.02;
        Quantise(luma, width, height, LumaTable, scale);
        blue = Chroma(blue, width, height, scale);
        red = Chroma(red, width, height, scale);
        for (var n = 0; n < r.Length; n++)
        {
            var y = luma[n] + 128;
            r[n] = (y + 1.402f * red[n]) / 255;
            g[n] = (y - 0.344136f * blue[n] - 0.714136f * red[n]) / 255;
            b[n] = (y + 1.772f * blue[n]) / 255;
        }
    }

    private static float[] Chroma(float[] plane, int width, int height, double scale)
    {
        int w = (width + 1) / 2, h = (height + 1) / 2;
        var half = new float[w * h];
        for (var y = 0; y < h; y++)
        {
            for (var x = 0; x < w; x++)
            {
                int x1 = Math.Min(2 * x + 1, width - 1), y1 = Math.Min(2 * y + 1, height - 1);
                half[y * w + x] = 0.25f * (plane[2 * y * width + 2 * x] + plane[2 * y * width + x1] + plane[y1 * width + 2 * x] + plane[y1 * width + x1]);
            }
        }

        Quantise(half, w, h, ChromaTable, scale);
        var full = new float[plane.Length];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                // Triangle filter: three quarters of the nearer sample, one quarter of the farther, in each direction.
                int xn = x / 2, yn = y / 2, xf = Math.Clamp(xn + (x % 2 == 0 ? -1 : 1), 0, w - 1), yf = Math.Clamp(yn + (y % 2 == 0 ? -1 : 1), 0, h - 1);
                full[y * width + x] = 0.75f * (0.75f * half[yn * w + xn] + 0.25f * half[yn * w + xf]) + 0.25f * (0.75f * half[yf * w + xn] + 0.25f * half[yf * w + xf]);
            }
        }

        return full;
    }

    private static void Quantise(float[] plane, int width, int height, int[] table, double scale)
    {
        Span<float> block = stackalloc float[64];
        Span<float> work = stackalloc float[64];
        Span<float> steps = stackalloc float[64];
        for (var n = 0; n < 64; n++) steps[n] = (float)Math.Clamp(Math.Floor(table[n] * scale + 0.5), 1, 255);
        for (var y = 0; y < height; y += 8)
        {
            for (var x = 0; x < width; x += 8)
            {
                for (var n = 0; n < 64; n++)
                    block[n] = plane[Math.Min(y + n / 8, height - 1) * width + Math.Min(x + n % 8, width - 1)];
                Transform(block, work, inverse: false);
                for (var n = 0; n < 64; n++) block[n] = MathF.Round(block[n] / steps[n]) * steps[n];
                Transform(block, work, inverse: true);
                for (var n = 0; n < 64; n++)
                {
                    if (y + n / 8 < height && x + n % 8 < width) plane[(y + n / 8) * width + x + n % 8] = block[n];
                }
            }
        }
    }

    private static void Transform(Span<float> block, Span<float> work, bool inverse)
    {
        var (cosines, turned) = inverse ? (InverseCosines, Cosines) : (Cosines, InverseCosines);

        // Rows, then columns. Eight results lie side by side; each sums over n in order, as one number after the other would.
        for (var row = 0; row < 8; row++)
        {
            var sum = Vector256<float>.Zero;
            for (var n = 0; n < 8; n++) sum += Vector256.Create<float>(turned.AsSpan(8 * n, 8)) * block[8 * row + n];
            sum.CopyTo(work[(8 * row)..]);
        }

        for (var k = 0; k < 8; k++)
        {
            var sum = Vector256<float>.Zero;
            for (var n = 0; n < 8; n++) sum += Vector256.Create<float>(work.Slice(8 * n, 8)) * cosines[8 * k + n];
            sum.CopyTo(block[(8 * k)..]);
        }
    }

    /// <summary>The factor of sample n in coefficient k, at [8 k + n] or, for the inverse, at [8 n + k].</summary>
    private static float[] BuildCosines(bool inverse)
    {
        var cosines = new float[64];
        for (var k = 0; k < 8; k++)
        {
            for (var n = 0; n < 8; n++)
                cosines[inverse ? 8 * n + k : 8 * k + n] = (float)((k == 0 ? Math.Sqrt(0.125) : 0.5) * PortableMath.Cos((2 * n + 1) * k * Math.PI / 16));
        }

        return cosines;
    }
}
