namespace Research.Imaging.Geometry;

/// <summary>
/// Weights of Pillow's resampling along one axis (src/libImaging/Resample.c, version 9.4): the filter is widened by the factor of
/// reduction, so that shrinking averages all pixels it covers, and weights are rounded to 22 fractional bits.
/// </summary>
internal sealed class ResampleKernel
{
    /// <summary>Fractional bits of a weight: 32 less 8 for the sample and 2 for overshoot.</summary>
    public const int PrecisionBits = 22;

    private ResampleKernel(int taps, int[] starts, int[] counts, double[] exact)
    {
        Taps = taps;
        Starts = starts;
        Counts = counts;
        Exact = exact;
        Weights = new int[exact.Length];
        // The cast truncates towards zero; half a unit away from zero rounds as Pillow does.
        for (int i = 0; i < exact.Length; i++)
            Weights[i] = (int)(exact[i] * (1 << PrecisionBits) + (exact[i] < 0 ? -0.5 : 0.5));
    }

    /// <summary>Stride of <see cref="Weights"/>: the most taps that an output sample can have.</summary>
    public int Taps { get; }

    /// <summary>First input sample per output sample.</summary>
    public int[] Starts { get; }

    /// <summary>Number of input samples per output sample.</summary>
    public int[] Counts { get; }

    /// <summary>Weights with 22 fractional bits, <see cref="Taps"/> per output sample, zero beyond its count.</summary>
    public int[] Weights { get; }

    /// <summary>The same before rounding, for floating-point maps.</summary>
    public double[] Exact { get; }

    /// <summary>First input sample that any output sample needs.</summary>
    public int First => Starts[0];

    /// <summary>One past the last input sample that any output sample needs.</summary>
    public int End => Starts[^1] + Counts[^1];

    /// <summary>Weights for the output samples <paramref name="from"/> to <paramref name="from"/> + <paramref name="count"/> - 1.</summary>
    /// <param name="input">Samples of the input along the axis.</param>
    /// <param name="output">Samples of the whole output along the axis.</param>
    /// <param name="from">First output sample wanted.</param>
    /// <param name="count">Number of output samples wanted.</param>
    /// <param name="filter">The filter.</param>
    public static ResampleKernel Make(int input, int output, int from, int count, ResampleFilter filter)
    {
        double scale = (double)input / output;
        double widening = Math.Max(1, scale);
        double support = filter.Support * widening;
        int taps = (int)Math.Ceiling(support) * 2 + 1;
        var starts = new int[count];
        var counts = new int[count];
        var exact = new double[checked(count * taps)];
        for (int i = 0; i < count; i++)
        {
            double centre = (from + i + 0.5) * scale, sum = 0;
            int start = Math.Max(0, (int)(centre - support + 0.5));
            int length = Math.Min(input, (int)(centre + support + 0.5)) - start;
            Span<double> weights = exact.AsSpan(i * taps, taps);
            for (int tap = 0; tap < length; tap++)
            {
                double weight = filter.Value((tap + start - centre + 0.5) * (1 / widening));
                weights[tap] = weight;
                sum += weight;
            }
            for (int tap = 0; tap < length && sum != 0; tap++) weights[tap] /= sum;
            (starts[i], counts[i]) = (start, length);
        }
        return new ResampleKernel(taps, starts, counts, exact);
    }
}
