using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Research.Imaging.Codecs;

/// <summary>Undoes PNG's row filters (PNG specification, clause 9). Pixels of 3 to 8 bytes go through vectors.</summary>
internal static class PngFilters
{
    /// <summary>Undoes one row's filter.</summary>
    /// <param name="filter">0 none, 1 left, 2 above, 3 mean of both, 4 Paeth's choice.</param>
    /// <param name="source">The filtered bytes of the row.</param>
    /// <param name="above">The row above, undone, or zeros for the first row.</param>
    /// <param name="target">The row to fill; not the memory of <paramref name="source"/>.</param>
    /// <param name="pixelBytes">Bytes per pixel, 1 to 8.</param>
    /// <returns>Whether there is such a filter.</returns>
    public static bool Undo(int filter, ReadOnlySpan<byte> source, ReadOnlySpan<byte> above, Span<byte> target, int pixelBytes)
    {
        switch (filter)
        {
            case 0:
                source.CopyTo(target);
                return true;
            case 2:
                Up(source, above, target);
                return true;
            case 1 or 3 or 4:
                // The first pixel has nothing to its left: Paeth's choice is then the one above.
                for (int i = 0; i < pixelBytes; i++)
                    target[i] = (byte)(source[i] + (filter == 1 ? 0 : filter == 3 ? above[i] >> 1 : above[i]));
                int done = pixelBytes >= 3 ? Vectors(filter, source, above, target, pixelBytes) : pixelBytes;
                Scalars(filter, source, above, target, pixelBytes, done);
                return true;
            default:
                return false;
        }
    }

    private static void Up(ReadOnlySpan<byte> source, ReadOnlySpan<byte> above, Span<byte> target)
    {
        ReadOnlySpan<Vector<byte>> from = MemoryMarshal.Cast<byte, Vector<byte>>(source), over = MemoryMarshal.Cast<byte, Vector<byte>>(above);
        Span<Vector<byte>> to = MemoryMarshal.Cast<byte, Vector<byte>>(target);
        for (int i = 0; i < to.Length; i++) to[i] = from[i] + over[i];
        for (int i = to.Length * Vector<byte>.Count; i < target.Length; i++) target[i] = (byte)(source[i] + above[i]);
    }

    private static void Scalars(int filter, ReadOnlySpan<byte> source, ReadOnlySpan<byte> above, Span<byte> target, int pixelBytes, int from)
    {
        for (int i = from; i < target.Length; i++)
        {
            int left = target[i - pixelBytes], up = above[i], corner = above[i - pixelBytes];
            int predicted = filter == 1 ? left : filter == 3 ? (left + up) >> 1 : Paeth(left, up, corner);
            target[i] = (byte)(source[i] + predicted);
        }
    }

    private static int Paeth(int left, int up, int corner)
    {
        int toLeft = Math.Abs(up - corner), toUp = Math.Abs(left - corner), toCorner = Math.Abs(left + up - 2 * corner);
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }

    // One pixel per step, 8 bytes read and written of which the pixel's own count; stops before the row's end would be passed.
    private static int Vectors(int filter, ReadOnlySpan<byte> source, ReadOnlySpan<byte> above, Span<byte> target, int pixelBytes)
    {
        int end = Math.Min(Math.Min(source.Length, above.Length), target.Length) - 8;
        if (end < pixelBytes) return pixelBytes;
        ref byte from = ref MemoryMarshal.GetReference(source);
        ref byte over = ref MemoryMarshal.GetReference(above);
        ref byte to = ref MemoryMarshal.GetReference(target);
        return filter switch
        {
            1 => Left(ref from, ref to, pixelBytes, end),
            3 => Mean(ref from, ref over, ref to, pixelBytes, end),
            _ => Paeth(ref from, ref over, ref to, pixelBytes, end),
        };
    }

    private static int Left(ref byte from, ref byte to, int pixelBytes, int end)
    {
        int at = pixelBytes;
        for (Vector128<byte> left = Load(ref to, 0); at <= end; at += pixelBytes)
        {
            left += Load(ref from, at);
            Store(left, ref to, at);
        }
        return at;
    }

    private static int Mean(ref byte from, ref byte over, ref byte to, int pixelBytes, int end)
    {
        int at = pixelBytes;
        Vector128<byte> lowBits = Vector128.Create((byte)0x7F);
        for (Vector128<byte> left = Load(ref to, 0); at <= end; at += pixelBytes)
        {
            // floor((a + b) / 2) without a ninth bit.
            Vector128<byte> up = Load(ref over, at), half = Vector128.ShiftRightLogical((left ^ up).AsUInt16(), 1).AsByte() & lowBits;
            left = Load(ref from, at) + (left & up) + half;
            Store(left, ref to, at);
        }
        return at;
    }

    // The choice written with a threshold, t = 3c - a - b: the smaller neighbour where t reaches the larger one, the larger where t
    // does not exceed the smaller, else the corner. Equal to the definition, with a shorter chain from pixel to pixel.
    private static int Paeth(ref byte from, ref byte over, ref byte to, int pixelBytes, int end)
    {
        int at = pixelBytes;
        Vector128<short> left = Wide(Load(ref to, 0)), corner = Wide(Load(ref over, 0)), byteMask = Vector128.Create((short)255);
        for (; at <= end; at += pixelBytes)
        {
            Vector128<short> up = Wide(Load(ref over, at)), threshold = corner + corner + corner - up - left;
            Vector128<short> low = Vector128.Min(left, up), high = Vector128.Max(left, up);
            Vector128<short> choice = Vector128.ConditionalSelect(Vector128.GreaterThan(high, threshold), corner, low);
            choice = Vector128.ConditionalSelect(Vector128.GreaterThan(threshold, low), choice, high);
            left = (Wide(Load(ref from, at)) + choice) & byteMask;
            corner = up;
            Store(Vector128.Narrow(left.AsUInt16(), left.AsUInt16()), ref to, at);
        }
        return at;
    }

    private static Vector128<short> Wide(Vector128<byte> bytes) => Vector128.WidenLower(bytes).AsInt16();

    private static void Store(Vector128<byte> pixel, ref byte to, int at) =>
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, at), pixel.AsUInt64().ToScalar());

    private static Vector128<byte> Load(ref byte start, int at) =>
        Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, at))).AsByte();
}
