using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Research.Imaging.Geometry;

/// <summary>
/// Pillow's two-pass resampling of 8-bit RGB: along rows first, rounded to 8 bits, then along columns. The integer
/// arithmetic is exact in both forms below, so both give Pillow's bytes.
/// </summary>
internal static unsafe class Resampler
{
    private const int Half = 1 << (ResampleKernel.PrecisionBits - 1);

    /// <summary>Resamples with the given kernels; a null kernel leaves its axis alone except for the window.</summary>
    public static RgbImage Rgb(RgbImage image, ResampleKernel? columns, ResampleKernel? rows, PixelRect window, bool vectors)
    {
        // Only the rows that the second pass reads go through the first one.
        int firstRow = rows?.First ?? window.Y, rowCount = (rows?.End ?? window.Y + window.Height) - firstRow;
        int rowBytes = 3 * window.Width;
        var target = new RgbImage(window.Width, window.Height, GC.AllocateUninitializedArray<byte>(PixelCount.Of(window.Width, window.Height, 3)));
        if (rows is null)
        {
            AlongRows(image, columns, window, firstRow, rowCount, target.Pixels, vectors);
            return target;
        }
        byte[] between = ArrayPool<byte>.Shared.Rent(checked(rowCount * rowBytes));
        try
        {
            AlongRows(image, columns, window, firstRow, rowCount, between, vectors);
            AlongColumns(between, rowBytes, rows, firstRow, target.Pixels, vectors);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(between);
        }
        return target;
    }

    private static void AlongRows(
        RgbImage image, ResampleKernel? kernel, PixelRect window, int firstRow, int rowCount, Span<byte> target, bool vectors)
    {
        int rowBytes = 3 * window.Width;
        int[] doubled = kernel is not null && vectors ? Doubled(kernel) : [];
        for (int y = 0; y < rowCount; y++)
        {
            ReadOnlySpan<byte> source = image.Row(firstRow + y);
            Span<byte> row = target.Slice(y * rowBytes, rowBytes);
            if (kernel is null) source.Slice(3 * window.X, rowBytes).CopyTo(row);
            else if (vectors) RowByVectors(source, kernel, doubled, row);
            else RowByScalars(source, kernel, 0, row);
        }
    }

    private static void RowByScalars(ReadOnlySpan<byte> source, ResampleKernel kernel, int from, Span<byte> row)
    {
        for (int x = from; x < kernel.Starts.Length; x++)
        {
            ReadOnlySpan<int> weights = kernel.Weights.AsSpan(x * kernel.Taps, kernel.Counts[x]);
            ReadOnlySpan<byte> pixels = source.Slice(3 * kernel.Starts[x], 3 * weights.Length);
            int red = Half, green = Half, blue = Half;
            for (int tap = 0; tap < weights.Length; tap++)
            {
                red += pixels[3 * tap] * weights[tap];
                green += pixels[3 * tap + 1] * weights[tap];
                blue += pixels[3 * tap + 2] * weights[tap];
            }
            (row[3 * x], row[3 * x + 1], row[3 * x + 2]) = (Clip(red), Clip(green), Clip(blue));
        }
    }

    // Weights of two taps side by side, (k0 k0 k0 k0 k1 k1 k1 k1) per pair, an odd last tap paired with zero.
    private static int[] Doubled(ResampleKernel kernel)
    {
        int pairs = (kernel.Taps + 1) / 2;
        var doubled = new int[kernel.Starts.Length * pairs * 8];
        for (int x = 0; x < kernel.Starts.Length; x++)
            for (int tap = 0; tap < kernel.Taps; tap++)
                doubled.AsSpan((x * pairs + tap / 2) * 8 + tap % 2 * 4, 4).Fill(kernel.Weights[x * kernel.Taps + tap]);
        return doubled;
    }

    private static void RowByVectors(ReadOnlySpan<byte> source, ResampleKernel kernel, int[] doubled, Span<byte> row)
    {
        int pairs = (kernel.Taps + 1) / 2, x = 0, outputs = kernel.Starts.Length;
        // R0 G0 B0 R1 G1 B1 to R0 G0 B0 - R1 G1 B1 -.
        Vector128<byte> spread = Vector128.Create((byte)0, 1, 2, 0x80, 3, 4, 5, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80);
        fixed (byte* start = source, target = row)
        fixed (int* weights = doubled)
        {
            for (; x < outputs; x++)
            {
                int used = (kernel.Counts[x] + 1) / 2;
                // A pair is read as 8 bytes, 2 more than it has, and an odd count reads one pixel more.
                if (3 * (kernel.Starts[x] + 2 * used) + 2 > source.Length) break;
                byte* pixels = start + 3 * kernel.Starts[x];
                int* pair = weights + x * pairs * 8;
                Vector256<int> sum = Vector256<int>.Zero;
                for (int i = 0; i < used; i++, pixels += 6, pair += 8)
                {
                    Vector128<byte> both = Ssse3.Shuffle(Vector128.CreateScalarUnsafe(*(ulong*)pixels).AsByte(), spread);
                    sum += Avx2.ConvertToVector256Int32(both) * Vector256.Load(pair);
                }
                Vector128<int> total = Vector128.ShiftRightArithmetic(
                    sum.GetLower() + sum.GetUpper() + Vector128.Create(Half), ResampleKernel.PrecisionBits);
                Vector128<byte> clipped = Sse2.PackUnsignedSaturate(Sse2.PackSignedSaturate(total, total), Vector128<short>.Zero);
                uint rgb = clipped.AsUInt32().ToScalar();
                *(ushort*)(target + 3 * x) = (ushort)rgb;
                target[3 * x + 2] = (byte)(rgb >> 16);
            }
        }
        RowByScalars(source, kernel, x, row);
    }

    private static void AlongColumns(
        ReadOnlySpan<byte> source, int rowBytes, ResampleKernel kernel, int firstRow, Span<byte> target, bool vectors)
    {
        for (int y = 0; y < kernel.Starts.Length; y++)
        {
            ReadOnlySpan<int> weights = kernel.Weights.AsSpan(y * kernel.Taps, kernel.Counts[y]);
            ReadOnlySpan<byte> rows = source.Slice((kernel.Starts[y] - firstRow) * rowBytes, weights.Length * rowBytes);
            Span<byte> row = target.Slice(y * rowBytes, rowBytes);
            int done = vectors ? ColumnsByVectors(rows, rowBytes, weights, row) : 0;
            for (int x = done; x < rowBytes; x++)
            {
                int sum = Half;
                for (int tap = 0; tap < weights.Length; tap++) sum += rows[tap * rowBytes + x] * weights[tap];
                row[x] = Clip(sum);
            }
        }
    }

    private static int ColumnsByVectors(ReadOnlySpan<byte> rows, int rowBytes, ReadOnlySpan<int> weights, Span<byte> row)
    {
        int x = 0;
        // Packing works within 128-bit halves; this puts the four groups of four bytes back in order.
        Vector256<int> order = Vector256.Create(0, 4, 1, 5, 2, 6, 3, 7);
        ref int weight = ref MemoryMarshal.GetReference(weights);
        fixed (byte* source = rows, target = row)
        {
            for (; x <= rowBytes - 32; x += 32)
            {
                Vector256<int> a = Vector256.Create(Half), b = a, c = a, d = a;
                byte* at = source + x;
                for (int tap = 0; tap < weights.Length; tap++, at += rowBytes)
                {
                    Vector256<int> k = Vector256.Create(Unsafe.Add(ref weight, tap));
                    a += Avx2.ConvertToVector256Int32(at) * k;
                    b += Avx2.ConvertToVector256Int32(at + 8) * k;
                    c += Avx2.ConvertToVector256Int32(at + 16) * k;
                    d += Avx2.ConvertToVector256Int32(at + 24) * k;
                }
                Vector256<short> low = Avx2.PackSignedSaturate(Shift(a), Shift(b)), high = Avx2.PackSignedSaturate(Shift(c), Shift(d));
                Vector256<int> packed = Avx2.PackUnsignedSaturate(low, high).AsInt32();
                Avx2.PermuteVar8x32(packed, order).AsByte().Store(target + x);
            }
        }
        return x;
    }

    private static Vector256<int> Shift(Vector256<int> sum) => Vector256.ShiftRightArithmetic(sum, ResampleKernel.PrecisionBits);

    private static byte Clip(int sum) => (byte)Math.Clamp(sum >> ResampleKernel.PrecisionBits, 0, 255);
}
