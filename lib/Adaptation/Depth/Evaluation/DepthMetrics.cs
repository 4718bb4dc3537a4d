// D. Eigen, C. Puhrsch, R. Fergus, "Depth Map Prediction from a Single Image using a Multi-Scale Deep Network", NIPS 2014,
// arXiv 1406.2283, Section 3.3; the cap and the median scaling of unscaled predictions follow T. Zhou et al., CVPR 2017,
// arXiv 1704.07813.

using Research.Imaging;

namespace Research.Adaptation.Depth;

/// <summary>How well predicted depth fits the truth.</summary>
public sealed record DepthMetrics
{
    /// <summary>True depths below this do not count; predictions are limited to it. Metres, above 0.</summary>
    /// <value>0.5.</value>
    public double Nearest { get; init; } = 0.5;

    /// <summary>True depths above this do not count (the sky among them); predictions are limited to it. Metres.</summary>
    /// <value>80.</value>
    public double Farthest { get; init; } = 80;

    /// <summary>Whether each prediction is first multiplied by median truth / median prediction: for depth without a known scale.</summary>
    /// <value>false.</value>
    public bool MedianScaling { get; init; }

    /// <summary>Throws where a field is out of range.</summary>
    /// <exception cref="ArgumentException">Names the field, the value and the range.</exception>
    public void Validate()
    {
        if (!(Nearest > 0 && double.IsFinite(Nearest)))
            throw new ArgumentException($"{nameof(Nearest)}: expected a finite number above 0, got {Nearest}");
        if (!(Farthest > Nearest && double.IsFinite(Farthest)))
            throw new ArgumentException($"{nameof(Farthest)}: expected a finite number above {Nearest}, got {Farthest}");
    }

    /// <summary>The score of one picture.</summary>
    /// <param name="predicted">Metres; infinity is the farthest distance, NaN and values of 0 or less do not count.</param>
    /// <param name="truth">Metres; what is not within the range does not count.</param>
    /// <exception cref="ArgumentException">Sizes differ, or the range is empty.</exception>
    public DepthScore Score(DepthMap predicted, DepthMap truth)
    {
        ArgumentNullException.ThrowIfNull(predicted);
        ArgumentNullException.ThrowIfNull(truth);
        Validate();
        if (predicted.Width != truth.Width || predicted.Height != truth.Height)
            throw new ArgumentException($"predicted: expected {truth.Width} x {truth.Height} as the truth, got {predicted.Width} x {predicted.Height}");
        var (d, z) = Counted(predicted.Metres, truth.Metres);
        return d.Length == 0 ? new DepthScore(0, 0, 0, 0, 0, 0, 0, 1, 0) : Score(d, z, MedianScaling ? Median(z) / Median(d) : 1);
    }

    private (double[] Predicted, double[] Truth) Counted(float[] predicted, float[] truth)
    {
        var (d, z) = (new List<double>(truth.Length), new List<double>(truth.Length));
        for (var i = 0; i < truth.Length; i++)
        {
            if (!(truth[i] >= Nearest && truth[i] <= Farthest && predicted[i] > 0)) continue;
            d.Add(float.IsPositiveInfinity(predicted[i]) ? Farthest : predicted[i]);
            z.Add(truth[i]);
        }
        return ([.. d], [.. z]);
    }

    private DepthScore Score(double[] predicted, double[] truth, double scale)
    {
        double relative = 0, squared = 0, square = 0, log = 0;
        var within = new int[3];
        for (var i = 0; i < truth.Length; i++)
        {
            var (d, z) = (Math.Clamp(scale * predicted[i], Nearest, Farthest), truth[i]);
            var (error, ratio) = (d - z, Math.Max(d / z, z / d));
            relative += Math.Abs(error) / z;
            squared += error * error / z;
            square += error * error;
            log += Math.Pow(Math.Log(d) - Math.Log(z), 2);
            for (var k = 0; k < 3; k++)
                if (ratio < Math.Pow(1.25, k + 1)) within[k]++;
        }
        double n = truth.Length;
        return new DepthScore(
            relative / n, squared / n, Math.Sqrt(square / n), Math.Sqrt(log / n), within[0] / n, within[1] / n, within[2] / n, scale, truth.Length);
    }

    private static double Median(double[] values)
    {
        var sorted = (double[])values.Clone();
        Array.Sort(sorted);
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
