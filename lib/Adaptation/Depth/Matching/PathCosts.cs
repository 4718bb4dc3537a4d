using System.Numerics;
using System.Runtime.InteropServices;

namespace Research.Adaptation.Depth;

/// <summary>
/// Costs gathered along straight paths (H. Hirschmueller, TPAMI 2008, Eq. (13)):
/// L_r(p, d) = C(p, d) + min[ L_r(q, d), L_r(q, d +- 1) + P1, min_k L_r(q, k) + P2 ] - min_k L_r(q, k), q the pixel before p on path r.
/// </summary>
internal sealed class PathCosts
{
    // Above every real path cost (at most 8000, see SemiGlobalOptions) and far enough from overflow when a penalty is added.
    private const ushort Sentinel = 30_000;

    private readonly CostVolume volume;
    private readonly int smallPenalty, largePenalty;
    private readonly int row; // values per pixel with a sentinel on both sides

    public PathCosts(CostVolume volume, SemiGlobalOptions options, ParallelOptions parallel)
    {
        this.volume = volume;
        (smallPenalty, largePenalty) = (options.SmallPenalty * options.Window * options.Window, options.LargePenalty * options.Window * options.Window);
        row = volume.Stride + 2;
        var (upper, lower) = (new ushort[volume.Costs.Length], new ushort[volume.Costs.Length]);
        Parallel.For(0, volume.Height, parallel, y => AlongRow(y, upper));
        int[] sideways = options.Paths == 8 ? [-1, 0, 1] : [0];
        Parallel.Invoke(parallel, () => Sweep(upper, down: true, sideways), () => Sweep(lower, down: false, sideways));
        Parallel.For(0, volume.Height, parallel, y =>
        {
            var from = y * volume.Width * volume.Stride;
            Add(upper.AsSpan(from, volume.Width * volume.Stride), lower.AsSpan(from, volume.Width * volume.Stride));
        });
        Sums = upper;
    }

    /// <summary>Sum over all paths, laid out as the volume.</summary>
    public ushort[] Sums { get; }

    private void AlongRow(int y, ushort[] sums)
    {
        foreach (var step in (int[])[1, -1])
        {
            var (before, now) = (NewPixels(1), NewPixels(1));
            ushort least = 0;
            for (int i = 0, x = step > 0 ? 0 : volume.Width - 1; i < volume.Width; i++, x += step)
            {
                least = Advance(before, least, now, x, y, i == 0 ? x : x - step, y, sums);
                (before, now) = (now, before);
            }
        }
    }

    // Paths from the rows above (or below): straight, and with sideways steps -1 and +1.
    private void Sweep(ushort[] sums, bool down, int[] sideways)
    {
        foreach (var side in sideways)
        {
            // Column 0 and the last are outside the picture; their zeros start a path: L = C.
            var (before, now) = (NewPixels(volume.Width + 2), NewPixels(volume.Width + 2));
            var (leastBefore, leastNow) = (new ushort[volume.Width + 2], new ushort[volume.Width + 2]);
            for (var i = 0; i < volume.Height; i++)
            {
                var y = down ? i : volume.Height - 1 - i;
                var from = i == 0 ? y : down ? y - 1 : y + 1;
                for (var x = 0; x < volume.Width; x++)
                {
                    var q = x + 1 - side;
                    leastNow[x + 1] = Advance(
                        before.AsSpan(q * row, row), leastBefore[q], now.AsSpan((x + 1) * row, row), x, y, Math.Clamp(x - side, 0, volume.Width - 1), from, sums);
                }
                (before, now) = (now, before);
                (leastBefore, leastNow) = (leastNow, leastBefore);
            }
        }
    }

    // One pixel of one path; returns min over d of L_r(p, d).
    private ushort Advance(ReadOnlySpan<ushort> before, ushort least, Span<ushort> now, int x, int y, int fromX, int fromY, ushort[] sums)
    {
        var width = Vector<ushort>.Count;
        var contrast = Math.Abs(volume.Left[y * volume.Width + x] - volume.Left[fromY * volume.Width + fromX]);
        var jump = Math.Max(smallPenalty, largePenalty / Math.Max(1, contrast / 16));
        var (small, far, low) = (new Vector<ushort>((ushort)smallPenalty), new Vector<ushort>((ushort)(least + jump)), new Vector<ushort>(least));
        var start = (y * volume.Width + x) * volume.Stride;
        var smallest = new Vector<ushort>(ushort.MaxValue);
        for (var d = 0; d < volume.Stride; d += width)
        {
            var same = new Vector<ushort>(before.Slice(d + 1, width));
            var nearer = new Vector<ushort>(before.Slice(d, width)) + small;
            var farther = new Vector<ushort>(before.Slice(d + 2, width)) + small;
            var path = Vector.Min(Vector.Min(same, far), Vector.Min(nearer, farther)) - low + new Vector<ushort>(volume.Costs, start + d);
            path.CopyTo(now.Slice(d + 1, width));
            (new Vector<ushort>(sums, start + d) + path).CopyTo(sums, start + d);
            smallest = Vector.Min(smallest, path);
        }
        ushort minimum = ushort.MaxValue;
        for (var i = 0; i < width; i++) minimum = Math.Min(minimum, smallest[i]);
        return minimum;
    }

    private ushort[] NewPixels(int count)
    {
        var values = new ushort[count * row];
        for (var i = 0; i < count; i++) values[i * row] = values[i * row + row - 1] = Sentinel;
        return values;
    }

    private static void Add(Span<ushort> to, ReadOnlySpan<ushort> what)
    {
        var target = MemoryMarshal.Cast<ushort, Vector<ushort>>(to);
        var source = MemoryMarshal.Cast<ushort, Vector<ushort>>(what);
        for (var i = 0; i < target.Length; i++) target[i] += source[i];
    }
}
