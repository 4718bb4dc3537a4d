using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Depth;

/// <summary>Small random maps and pictures from fixed seeds, float64.</summary>
internal static class DepthTensors
{
    public static Tensor Uniform(double minimum, double maximum, long seed, params long[] shape)
    {
        var random = new RandomStream(seed).Split("depth test");
        var values = new double[shape.Aggregate(1L, (a, b) => a * b)];
        for (var i = 0; i < values.Length; i++) values[i] = random.NextDouble(minimum, maximum);
        return tensor(values, shape);
    }

    public static Tensor Picture(long n, long c, long h, long w, long seed = 1) => Uniform(0.05, 0.95, seed, n, c, h, w);

    /// <summary>fx, fy, cx, cy for n pictures of a size.</summary>
    public static Tensor Camera(int n, double focal, double width, double height) =>
        tensor(Enumerable.Repeat(new[] { focal, focal, width / 2, height / 2 }, n).SelectMany(v => v).ToArray(), [n, 4]);
}
