using Research.Adaptation;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests;

/// <summary>Small random inputs from fixed seeds, as tensors and as plain arrays.</summary>
internal static class TestTensors
{
    /// <summary>Float64 logits [n, c, h, w], normal with the given deviation.</summary>
    public static Tensor Logits(int n, int c, int h, int w, double deviation = 1.5, long seed = 1)
    {
        var random = new RandomStream(seed).Split("test logits");
        var values = new double[n * c * h * w];
        for (var i = 0; i < values.Length; i++) values[i] = deviation * random.NextGaussian();
        return tensor(values, [n, c, h, w]);
    }

    /// <summary>Int64 labels [n, h, w] in 0 .. c - 1, a share of them 255.</summary>
    public static Tensor Labels(int n, int c, int h, int w, double ignored = 0.2, long seed = 2)
    {
        var random = new RandomStream(seed).Split("test labels");
        var values = new long[n * h * w];
        for (var i = 0; i < values.Length; i++) values[i] = random.NextBool(ignored) ? 255 : random.NextInt(c);
        return tensor(values, [n, h, w]);
    }

    /// <summary>Logits whose softmax is the given distribution in every pixel: [1, C, h, w].</summary>
    public static Tensor OfProbabilities(int h, int w, params double[] probabilities)
    {
        var values = new double[probabilities.Length * h * w];
        for (var c = 0; c < probabilities.Length; c++)
            Array.Fill(values, Math.Log(probabilities[c]), c * h * w, h * w);
        return tensor(values, [1, probabilities.Length, h, w]);
    }

    /// <summary>The values of a tensor in row-major order, as doubles.</summary>
    public static double[] Values(Tensor t)
    {
        using var scope = NewDisposeScope();
        return t.detach().to(ScalarType.Float64).contiguous().data<double>().ToArray();
    }

    public static double Value(Tensor t) => Values(t).Single();

    /// <summary>Softmax over the classes by plain loops: probability of image, class, pixel.</summary>
    public static double[,,] Softmax(Tensor logits)
    {
        var (n, c, pixels) = ((int)logits.shape[0], (int)logits.shape[1], (int)(logits.shape[2] * logits.shape[3]));
        var z = Values(logits);
        var p = new double[n, c, pixels];
        for (var b = 0; b < n; b++)
        for (var i = 0; i < pixels; i++)
        {
            double Z(int k) => z[(b * c + k) * pixels + i];
            var most = Enumerable.Range(0, c).Max(Z);
            var sum = Enumerable.Range(0, c).Sum(k => Math.Exp(Z(k) - most));
            for (var k = 0; k < c; k++) p[b, k, i] = Math.Exp(Z(k) - most) / sum;
        }
        return p;
    }
}
