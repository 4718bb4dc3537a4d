using Research.Adaptation.Depth;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Depth;

public sealed class SmoothnessTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Of_RandomMap_EqualsPlainLoops(int n)
    {
        using var scope = NewDisposeScope();
        const int h = 4, w = 5;
        var (map, picture) = (DepthTensors.Uniform(0.1, 0.9, 1, n, 1, h, w), DepthTensors.Picture(n, 3, h, w, 2));
        var (d, p) = (TestTensors.Values(map), TestTensors.Values(picture));
        double across = 0, down = 0;
        for (var b = 0; b < n; b++)
        {
            var mean = d.AsSpan(b * h * w, h * w).ToArray().Average() + 1e-7;
            double D(int y, int x) => d[(b * h + y) * w + x] / mean;
            double Edge(int y, int x, int v, int u) => Enumerable.Range(0, 3).Average(c => Math.Abs(p[((b * 3 + c) * h + y) * w + x] - p[((b * 3 + c) * h + v) * w + u]));
            for (var y = 0; y < h; y++)
                for (var x = 0; x + 1 < w; x++) across += Math.Abs(D(y, x) - D(y, x + 1)) * Math.Exp(-Edge(y, x, y, x + 1)) / (n * h * (w - 1));
            for (var y = 0; y + 1 < h; y++)
                for (var x = 0; x < w; x++) down += Math.Abs(D(y, x) - D(y + 1, x)) * Math.Exp(-Edge(y, x, y + 1, x)) / (n * (h - 1) * w);
        }
        Assert.Equal(across + down, TestTensors.Value(Smoothness.Of(map, picture)), 6);
    }

    [Fact]
    public void Of_FlatMap_IsZeroWhateverItsScale()
    {
        using var scope = NewDisposeScope();
        var (map, picture) = (DepthTensors.Uniform(0.1, 0.9, 3, 1, 1, 4, 4), DepthTensors.Picture(1, 3, 4, 4));
        Assert.Equal(0, TestTensors.Value(Smoothness.Of(full_like(map, 0.3), picture)), 9);
        Assert.Equal(TestTensors.Value(Smoothness.Of(map, picture)), TestTensors.Value(Smoothness.Of(10 * map, picture)), 6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Of_RandomMap_GradientAgreesWithDifferences(int n)
    {
        using var scope = NewDisposeScope();
        var picture = DepthTensors.Picture(n, 3, 3, 4, 5);
        GradientCheck.Passes(map => Smoothness.Of(map, picture), DepthTensors.Uniform(0.1, 0.9, 4, n, 1, 3, 4));
    }

    [Fact]
    public void Of_StepOnAnEdge_CostsLessThanTheSameStepOnAFlatPicture()
    {
        using var scope = NewDisposeScope();
        // Disparity and picture step by 1 between columns 1 and 2 of 4: |dx d*| = 1 / 1.5 there, the edge divides it by e.
        var map = tensor(new[] { 1.0, 1, 2, 2, 1, 1, 2, 2 }, [1, 1, 2, 4]);
        var picture = map.expand(1, 3, 2, 4) - 1;
        Assert.Equal(2 / 1.5 / 6, TestTensors.Value(Smoothness.Of(map, zeros_like(picture))), 6);
        Assert.Equal(2 / 1.5 / 6 / Math.E, TestTensors.Value(Smoothness.Of(map, picture)), 6);
    }
}
