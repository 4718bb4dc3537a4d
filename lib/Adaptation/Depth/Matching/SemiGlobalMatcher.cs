// H. Hirschmueller, "Stereo Processing by Semiglobal Matching and Mutual Information", TPAMI 2008; the census cost is that of
// R. Zabih, J. Woodfill, "Non-parametric Local Transforms for Computing Visual Correspondence", ECCV 1994. The alternative
// source of target depth in Q. Wang et al., "Domain Adaptive Semantic Segmentation with Self-Supervised Depth Estimation", ICCV
// 2021, arXiv 2104.13613, whose Cityscapes depth comes from stereo pairs. Notebook: notebooks/04-corda.ipynb.

using Research.Imaging;

namespace Research.Adaptation.Depth;

/// <summary>Disparity of a rectified stereo pair by semi-global matching; nothing is learned.</summary>
/// <remarks>
/// Minimises approximately E(D) = sum_p C(p, D_p) + sum over neighbours q of P1 [|D_p - D_q| = 1] + P2 [|D_p - D_q| &gt; 1], by dynamic
/// programming along 4 or 8 paths through each pixel. Winner takes all, a parabola through the winner and its neighbours for the
/// fraction of a step, left-right check, holes filled by kind, 3x3 median. The same answer for any number of threads.
/// </remarks>
public static class SemiGlobalMatcher
{
    /// <summary>The disparity of every left pixel: its point lies that many columns further left in the right picture.</summary>
    /// <param name="left">Left picture of a rectified pair.</param>
    /// <param name="right">Right picture, of the same size.</param>
    /// <param name="options">The settings.</param>
    /// <param name="threads">Most threads used, at least 1.</param>
    /// <returns>Pixels, row-major, 0 .. MaximumDisparity; NaN for holes where they are not filled.</returns>
    /// <exception cref="ArgumentException">The pictures differ in size, or an option is out of range.</exception>
    public static float[] Match(RgbImage left, RgbImage right, SemiGlobalOptions options, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        options.Validate();
        if (left.Width != right.Width || left.Height != right.Height)
            throw new ArgumentException($"right: expected {left.Width} x {left.Height}, the size of left, got {right.Width} x {right.Height}");
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads };
        var volume = new CostVolume(left, right, options, parallel);
        var sums = new PathCosts(volume, options, parallel).Sums;
        var disparity = new float[left.Width * left.Height];
        Parallel.For(0, left.Height, parallel, y => ChooseRow(volume, sums, y, options, disparity.AsSpan(y * left.Width, left.Width)));
        if (options.Speckle > 0) DisparityHoles.DropSpeckles(disparity, left.Width, options.Speckle);
        disparity = options.FillHoles ? DisparityHoles.Filled(disparity, left.Width, left.Height) : DisparityHoles.Unknown(disparity);
        return options.Median ? DisparityHoles.Median(disparity, left.Width, left.Height) : disparity;
    }

    /// <summary>Depth from disparity: Z = f B / d.</summary>
    /// <param name="disparity">Pixels, width * height values; 0 is infinitely far, NaN unknown.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="focalLength">f, pixels.</param>
    /// <param name="baseline">B, metres.</param>
    public static DepthMap ToDepth(float[] disparity, int width, int height, double focalLength, double baseline)
    {
        ArgumentNullException.ThrowIfNull(disparity);
        var depth = new DepthMap(width, height);
        for (var i = 0; i < disparity.Length; i++)
            depth.Metres[i] = disparity[i] == 0 ? float.PositiveInfinity : (float)(focalLength * baseline / disparity[i]);
        return depth;
    }

    private static void ChooseRow(CostVolume volume, ushort[] sums, int y, SemiGlobalOptions options, Span<float> row)
    {
        var from = y * volume.Width * volume.Stride;
        for (var x = 0; x < volume.Width; x++)
        {
            // Places outside the right picture helped the paths along, but are no answer.
            var inside = Math.Min(volume.Disparities, x * options.Subdivision + 1);
            row[x] = Refined(sums.AsSpan(from + x * volume.Stride, inside)) / options.Subdivision;
        }
        if (double.IsPositiveInfinity(options.Tolerance)) return;
        var others = FromTheRight(volume, sums, from, options.Subdivision);
        for (var x = 0; x < volume.Width; x++)
        {
            // The place in the right picture, rounded; what lies outside cannot be confirmed.
            var place = (int)MathF.Round(x - row[x]);
            if (place < 0 || Math.Abs(others[place] - row[x]) > options.Tolerance)
                row[x] = IsSeenFromTheRight(others, x, options.Tolerance) ? DisparityHoles.Mismatch : DisparityHoles.Hidden;
        }
    }

    // A pixel that no pixel of the right picture answers to, whatever its disparity, is hidden there; else the match was wrong.
    private static bool IsSeenFromTheRight(int[] others, int x, double tolerance)
    {
        for (var place = x; place >= 0; place--)
            if (Math.Abs(others[place] - (x - place)) <= tolerance) return true;
        return false;
    }

    private static float Refined(ReadOnlySpan<ushort> sums)
    {
        var best = IndexOfLeast(sums);
        if (best == 0 || best == sums.Length - 1) return best;
        int before = sums[best - 1], at = sums[best], after = sums[best + 1];
        var curvature = before - 2 * at + after;
        return curvature <= 0 ? best : best + (before - after) / (2f * curvature);
    }

    private static int IndexOfLeast(ReadOnlySpan<ushort> values)
    {
        var best = 0;
        for (var i = 1; i < values.Length; i++)
            if (values[i] < values[best]) best = i;
        return best;
    }

    // The same sums read along the diagonals x - d = const: the right picture's whole-pixel answer.
    private static int[] FromTheRight(CostVolume volume, ushort[] sums, int from, int subdivision)
    {
        var answers = new int[volume.Width];
        var largest = (volume.Disparities - 1) / subdivision;
        for (var x = 0; x < volume.Width; x++)
        {
            var least = int.MaxValue;
            for (var d = 0; d <= largest && x + d < volume.Width; d++)
            {
                int sum = sums[from + (x + d) * volume.Stride + d * subdivision];
                if (sum < least) (least, answers[x]) = (sum, d);
            }
        }
        return answers;
    }
}
