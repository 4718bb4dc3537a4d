using System.Numerics;
using Research.Scenes.Geometry;

namespace Research.Scenes.Sensor;

/// <summary>Separable Gaussian blur with the edge repeated.</summary>
internal static class GaussianBlur
{
    public static void Apply(float[] plane, int width, int height, double sigma)
    {
        var radius = Math.Max(1, (int)Math.Ceiling(3 * sigma));
        var kernel = new float[2 * radius + 1];
        var total = 0.0;
        for (var n = -radius; n <= radius; n++) total += PortableMath.Exp(-0.5 * n * n / (sigma * sigma));
        for (var n = -radius; n <= radius; n++) kernel[n + radius] = (float)(PortableMath.Exp(-0.5 * n * n / (sigma * sigma)) / total);

        var padded = new float[width + 2 * radius];
        for (var y = 0; y < height; y++) Row(plane.AsSpan(y * width, width), kernel, padded);
        Columns(plane, width, height, kernel);
    }

    /// <summary>Neighbouring results lie side by side; each sums over the kernel in order, as one number after the other would.</summary>
    private static void Row(Span<float> row, float[] kernel, float[] padded)
    {
        var radius = kernel.Length / 2;
        Array.Fill(padded, row[0], 0, radius);
        row.CopyTo(padded.AsSpan(radius));
        Array.Fill(padded, row[^1], radius + row.Length, padded.Length - radius - row.Length);
        var n = 0;
        for (; n <= row.Length - Vector<float>.Count; n += Vector<float>.Count)
        {
            var sum = Vector<float>.Zero;
            for (var k = 0; k < kernel.Length; k++) sum += new Vector<float>(padded, n + k) * kernel[k];
            sum.CopyTo(row[n..]);
        }

        for (; n < row.Length; n++)
        {
            var sum = 0f;
            for (var k = 0; k < kernel.Length; k++) sum += kernel[k] * padded[n + k];
            row[n] = sum;
        }
    }

    private static void Columns(float[] plane, int width, int height, float[] kernel)
    {
        var radius = kernel.Length / 2;
        var sums = new float[plane.Length];
        for (var y = 0; y < height; y++)
        {
            var to = sums.AsSpan(y * width, width);
            for (var k = 0; k < kernel.Length; k++)
            {
                var from = plane.AsSpan(Math.Clamp(y + k - radius, 0, height - 1) * width, width);
                var n = 0;
                for (; n <= width - Vector<float>.Count; n += Vector<float>.Count)
                    (new Vector<float>(to[n..]) + new Vector<float>(from[n..]) * kernel[k]).CopyTo(to[n..]);
                for (; n < width; n++) to[n] += kernel[k] * from[n];
            }
        }

        sums.CopyTo(plane, 0);
    }
}
