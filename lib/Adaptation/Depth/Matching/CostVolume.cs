using System.Numerics;
using Research.Imaging;

namespace Research.Adaptation.Depth;

/// <summary>
/// How badly each left pixel fits the right picture at each disparity: value (y, x, d) for disparity d / Subdivision pixels.
/// Disparities are padded to whole vectors, which cost the most. A place outside the right picture costs what the best place inside
/// does: nothing is known about it, so the neighbours decide; were it dear, the left border would be pulled to small disparities.
/// </summary>
internal sealed class CostVolume
{
    private const int Radius = 2;
    private const int LargestDifference = 63;

    private readonly int factor;
    private readonly ushort[] left, right;

    public CostVolume(RgbImage leftImage, RgbImage rightImage, SemiGlobalOptions options, ParallelOptions parallel)
    {
        (Width, Height, factor) = (leftImage.Width, leftImage.Height, options.Subdivision);
        Disparities = options.MaximumDisparity * factor + 1;
        Stride = (Disparities + Vector<ushort>.Count - 1) / Vector<ushort>.Count * Vector<ushort>.Count;
        Costs = GC.AllocateUninitializedArray<ushort>(checked(Width * Height * Stride));
        left = Grey(leftImage);
        right = Grey(rightImage);
        var census = options.Cost == MatchingCost.Census;
        Worst = (ushort)(census ? (2 * Radius + 1) * (2 * Radius + 1) - 1 : LargestDifference);
        Parallel.For(0, Height, parallel, census ? CensusRow : DifferenceRow);
        if (options.Window > 1) Costs = Summed(options.Window / 2, parallel);
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Number of disparities, 0 included.</summary>
    public int Disparities { get; }

    /// <summary>Values per pixel in <see cref="Costs"/>, at least <see cref="Disparities"/>.</summary>
    public int Stride { get; }

    /// <summary>The largest cost of one pixel.</summary>
    public ushort Worst { get; }

    public ushort[] Costs { get; }

    /// <summary>Grey values 0 .. 255 of the left picture, row-major.</summary>
    public ushort[] Left => left;

    private void CensusRow(int y)
    {
        var here = new uint[Width];
        for (var x = 0; x < Width; x++) here[x] = Census(left, x, y, 0, 1);
        var there = new uint[(Width - 1) * factor + 1];
        for (var at = 0; at < there.Length; at++) there[at] = Census(right, at / factor, y, at % factor, factor);
        FillRow(y, (x, at) => (ushort)BitOperations.PopCount(here[x] ^ there[at]));
    }

    private void DifferenceRow(int y) => FillRow(y, (x, at) =>
    {
        // Both sides in units of 1 / factor, so that the sum of interpolated values stays whole.
        var difference = Math.Abs(left[y * Width + x] * factor - Between(right, at / factor, y, at % factor, factor));
        return (ushort)Math.Min(LargestDifference, difference / factor);
    });

    private void FillRow(int y, Func<int, int, ushort> cost)
    {
        for (var x = 0; x < Width; x++)
        {
            var row = Costs.AsSpan((y * Width + x) * Stride, Stride);
            var inside = Math.Min(Disparities, x * factor + 1);
            for (var d = 0; d < inside; d++) row[d] = cost(x, x * factor - d);
            var least = Worst;
            foreach (var value in row[..inside]) least = Math.Min(least, value);
            row[inside..Disparities].Fill(least);
            row[Disparities..].Fill(Worst);
        }
    }

    // Sums over squares, first along columns, then along rows; borders repeat the outermost pixels.
    private ushort[] Summed(int radius, ParallelOptions parallel)
    {
        ushort[] Pass(ushort[] from, int length, Func<int, int, int> place)
        {
            var to = GC.AllocateUninitializedArray<ushort>(from.Length);
            Parallel.For(0, from.Length / Stride / length, parallel, line =>
            {
                for (var at = 0; at < length; at++)
                {
                    var target = to.AsSpan(place(line, at) * Stride, Stride);
                    target.Clear();
                    for (var k = -radius; k <= radius; k++)
                    {
                        var source = from.AsSpan(place(line, Math.Clamp(at + k, 0, length - 1)) * Stride, Stride);
                        for (var d = 0; d <= Stride - Vector<ushort>.Count; d += Vector<ushort>.Count)
                            (new Vector<ushort>(target[d..]) + new Vector<ushort>(source[d..])).CopyTo(target[d..]);
                    }
                }
            });
            return to;
        }
        return Pass(Pass(Costs, Height, (x, y) => y * Width + x), Width, (y, x) => y * Width + x);
    }

    // One bit per neighbour: whether it is darker than the middle. Borders repeat the outermost pixels.
    private uint Census(ushort[] image, int x, int y, int part, int parts)
    {
        var middle = Between(image, x, y, part, parts);
        uint bits = 0;
        for (var j = -Radius; j <= Radius; j++)
        for (var i = -Radius; i <= Radius; i++)
        {
            if (i == 0 && j == 0) continue;
            bits = (bits << 1) | (Between(image, x + i, y + j, part, parts) < middle ? 1u : 0u);
        }
        return bits;
    }

    // parts times the value at column x + part / parts.
    private int Between(ushort[] image, int x, int y, int part, int parts)
    {
        var row = Math.Clamp(y, 0, Height - 1) * Width;
        int a = image[row + Math.Clamp(x, 0, Width - 1)];
        return part == 0 ? a * parts : a * (parts - part) + image[row + Math.Clamp(x + 1, 0, Width - 1)] * part;
    }

    private static ushort[] Grey(RgbImage image)
    {
        var grey = new ushort[image.Width * image.Height];
        for (int i = 0, at = 0; i < grey.Length; i++, at += 3)
            grey[i] = (ushort)((19595 * image.Pixels[at] + 38470 * image.Pixels[at + 1] + 7471 * image.Pixels[at + 2] + 32768) >> 16);
        return grey;
    }
}
