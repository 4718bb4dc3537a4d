using Research.Imaging;

namespace Research.Adaptation.Depth;

/// <summary>One map for every picture: the baselines that look at no pixel.</summary>
/// <param name="name">Short name.</param>
/// <param name="map">The map.</param>
/// <param name="count">Number of pictures.</param>
public sealed class ConstantDepth(string name, DepthMap map, int count) : IDepthSource
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public string Fingerprint => $"{name} {map.Width}x{map.Height}";

    /// <inheritdoc/>
    public int Count => count;

    /// <inheritdoc/>
    public DepthMap Load(int index) => index >= 0 && index < count ? map
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"expected 0 .. {count - 1}");

    /// <summary>The one distance with the smallest mean relative error on pictures of known depth: a median weighted by 1 / z.</summary>
    /// <param name="training">The pictures; those of the training set, so that the baseline is as fair as a trained network.</param>
    /// <param name="metrics">Which depths count.</param>
    /// <param name="count">Number of pictures it is asked for.</param>
    /// <remarks>sum |d - z| / z is least where the weights 1 / z of the smaller and of the larger z are equal.</remarks>
    public static ConstantDepth Best(IStereoDataset training, DepthMetrics metrics, int count)
    {
        var (maps, width, height) = Truths(training);
        double[] known = [.. maps.SelectMany(m => m).Where(z => z >= metrics.Nearest && z <= metrics.Farthest).Select(z => (double)z)];
        var distance = RelativeMedian(known);
        var map = new DepthMap(width, height);
        map.Metres.AsSpan().Fill((float)distance);
        return new ConstantDepth(FormattableString.Invariant($"constant {distance:f2} m"), map, count);
    }

    /// <summary>The same for each pixel by itself: what the place in the picture alone says. Pixels never known take the farthest distance.</summary>
    /// <param name="training">The pictures; all of one size.</param>
    /// <param name="metrics">Which depths count.</param>
    /// <param name="count">Number of pictures it is asked for.</param>
    public static ConstantDepth BestPerPixel(IStereoDataset training, DepthMetrics metrics, int count)
    {
        var (maps, width, height) = Truths(training);
        var map = new DepthMap(width, height);
        for (var i = 0; i < map.Metres.Length; i++)
        {
            double[] known = [.. maps.Select(m => (double)m[i]).Where(z => z >= metrics.Nearest && z <= metrics.Farthest)];
            map.Metres[i] = (float)(known.Length == 0 ? metrics.Farthest : RelativeMedian(known));
        }
        return new ConstantDepth("constant per pixel", map, count);
    }

    private static (float[][] Maps, int Width, int Height) Truths(IStereoDataset training)
    {
        DepthMap[] maps = [.. Enumerable.Range(0, training.Count).Select(i => training.Load(i).Truth)];
        if (maps.Length == 0) throw new ArgumentException($"training: expected a dataset with pictures, got none in {training.Name}");
        return ([.. maps.Select(m => m.Metres)], maps[0].Width, maps[0].Height);
    }

    private static double RelativeMedian(double[] distances)
    {
        if (distances.Length == 0) throw new ArgumentException("training: expected pixels of known depth, got none");
        Array.Sort(distances);
        var half = distances.Sum(z => 1 / z) / 2;
        double sum = 0;
        foreach (var z in distances)
        {
            sum += 1 / z;
            if (sum >= half) return z;
        }
        return distances[^1];
    }
}
