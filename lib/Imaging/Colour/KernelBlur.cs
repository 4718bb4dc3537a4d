using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Research.Imaging.Colour;

/// <summary>Separable convolution in single precision with mirrored edges.</summary>
internal static class KernelBlur
{
    public static RgbImage Apply(RgbImage image, float[] kernel)
    {
        int rowLength = 3 * image.Width, reach = kernel.Length / 2;
        float[] between = ArrayPool<float>.Shared.Rent(checked(rowLength * image.Height));
        var padded = new float[rowLength + 6 * reach];
        var sums = new float[rowLength];
        try
        {
            for (int y = 0; y < image.Height; y++)
            {
                Mirror(image.Row(y), padded, image.Width, reach);
                Span<float> row = between.AsSpan(y * rowLength, rowLength);
                row.Clear();
                // The neighbour of a sample in its channel lies three samples on: the whole row at once per tap.
                for (int tap = 0; tap < kernel.Length; tap++) Add(row, padded.AsSpan(3 * tap, rowLength), kernel[tap]);
            }
            var blurred = new RgbImage(image.Width, image.Height);
            for (int y = 0; y < image.Height; y++)
            {
                sums.AsSpan().Clear();
                for (int tap = 0; tap < kernel.Length; tap++)
                    Add(sums, between.AsSpan(Reflect(y + tap - reach, image.Height) * rowLength, rowLength), kernel[tap]);
                Span<byte> target = blurred.Row(y);
                for (int x = 0; x < target.Length; x++) target[x] = (byte)Math.Clamp(sums[x] + 0.5f, 0, 255);
            }
            return blurred;
        }
        finally
        {
            ArrayPool<float>.Shared.Return(between);
        }
    }

    private static void Mirror(ReadOnlySpan<byte> row, Span<float> padded, int width, int reach)
    {
        for (int x = -reach; x < width + reach; x++)
        {
            int from = 3 * Reflect(x, width), to = 3 * (x + reach);
            (padded[to], padded[to + 1], padded[to + 2]) = (row[from], row[from + 1], row[from + 2]);
        }
    }

    private static int Reflect(int at, int length) => at < 0 ? -at : at >= length ? 2 * (length - 1) - at : at;

    private static void Add(Span<float> target, ReadOnlySpan<float> source, float factor)
    {
        Span<Vector<float>> to = MemoryMarshal.Cast<float, Vector<float>>(target);
        ReadOnlySpan<Vector<float>> from = MemoryMarshal.Cast<float, Vector<float>>(source);
        for (int i = 0; i < to.Length; i++) to[i] += from[i] * factor;
        for (int i = to.Length * Vector<float>.Count; i < target.Length; i++) target[i] += source[i] * factor;
    }
}
