using Research.Adaptation.Depth;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Depth;

public sealed class PhotometricTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(3, 2)]
    public void Dissimilarity_RandomPictures_EqualsPlainLoops(int n, int channels)
    {
        using var scope = NewDisposeScope();
        const int h = 5, w = 7;
        var (a, b) = (DepthTensors.Picture(n, channels, h, w, 1), DepthTensors.Picture(n, channels, h, w, 2));
        var expected = Loops(TestTensors.Values(a), TestTensors.Values(b), n * channels, h, w);
        var actual = TestTensors.Values(Photometric.Dissimilarity(a, b));
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 6);
    }

    [Fact]
    public void Dissimilarity_EqualPictures_IsZeroAndOppositeOnesNearOne()
    {
        using var scope = NewDisposeScope();
        var a = DepthTensors.Picture(1, 3, 6, 6);
        Assert.All(TestTensors.Values(Photometric.Dissimilarity(a, a)), v => Assert.Equal(0, v, 9));
        // 3x3 windows of a checkerboard in columns: equal means, covariance -1 times the variance.
        var stripes = (arange(8, dtype: ScalarType.Float64) % 2).reshape(1, 1, 1, 8).expand(1, 1, 8, 8);
        Assert.All(TestTensors.Values(Photometric.Dissimilarity(stripes, 1 - stripes)), v => Assert.InRange(v, 0.8, 1));
    }

    [Fact]
    public void Error_RandomPictures_IsTheWeightedMeanOverChannels()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (DepthTensors.Picture(2, 3, 4, 5, 3), DepthTensors.Picture(2, 3, 4, 5, 4));
        var (x, y) = (TestTensors.Values(a), TestTensors.Values(b));
        var structure = Loops(x, y, 6, 4, 5);
        var actual = TestTensors.Values(Photometric.Error(a, b));
        for (var image = 0; image < 2; image++)
        for (var i = 0; i < 20; i++)
        {
            var expected = 0.0;
            for (var c = 0; c < 3; c++)
            {
                var at = (image * 3 + c) * 20 + i;
                expected += (0.85 * structure[at] + 0.15 * Math.Abs(x[at] - y[at])) / 3;
            }
            Assert.Equal(expected, actual[image * 20 + i], 6);
        }
    }

    [Fact]
    public void Minimum_ThreeMaps_TakesTheSmallestOfEachPixel()
    {
        using var scope = NewDisposeScope();
        Tensor[] maps = [.. Enumerable.Range(1, 3).Select(seed => DepthTensors.Uniform(0, 1, seed, 2, 1, 3, 4))];
        var values = maps.Select(TestTensors.Values).ToArray();
        var actual = TestTensors.Values(Photometric.Minimum(maps));
        for (var i = 0; i < actual.Length; i++) Assert.Equal(values.Min(v => v[i]), actual[i], 12);
        Assert.Throws<ArgumentException>(() => Photometric.Minimum([]));
    }

    [Fact]
    public void AutoMask_SmallerAndEqualErrors_KeepsOnlyTheStrictlySmaller()
    {
        using var scope = NewDisposeScope();
        var warped = tensor(new[] { 0.1, 0.2, 0.3, 0.0 }, [1, 1, 2, 2]);
        var unwarped = tensor(new[] { 0.2, 0.2, 0.1, 0.5 }, [1, 1, 2, 2]);
        var mask = Photometric.AutoMask(warped, unwarped);
        Assert.Equal(ScalarType.Bool, mask.dtype);
        Assert.Equal([1, 0, 0, 1], TestTensors.Values(mask));
    }

    [Theory]
    [InlineData(1, 0.85)]
    [InlineData(2, 0.85)]
    [InlineData(3, 0.85)]
    [InlineData(2, 1)]
    [InlineData(2, 0)]
    public void Error_RandomPictures_GradientAgreesWithDifferences(int n, double structure)
    {
        using var scope = NewDisposeScope();
        var target = DepthTensors.Picture(n, 2, 4, 4, 6);
        GradientCheck.Passes(a => Photometric.Error(a, target, structure).mean(), DepthTensors.Picture(n, 2, 4, 4, 5));
        Assert.Contains(GradientCheck.Of(a => Photometric.Error(a, target, structure).mean(), DepthTensors.Picture(n, 2, 4, 4, 5)), g => Math.Abs(g) > 1e-3);
    }

    [Fact]
    public void Minimum_TwoViews_GradientGoesToTheSmallerOnly()
    {
        using var scope = NewDisposeScope();
        var other = tensor(new[] { 0.5, 0.5 }, [1, 1, 1, 2]);
        var gradient = GradientCheck.Of(a => Photometric.Minimum([a, other]).sum(), tensor(new[] { 0.2, 0.9 }, [1, 1, 1, 2]));
        Assert.Equal([1, 0], gradient);
    }

    [Fact]
    public void Error_DifferentShapes_Throws()
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<ArgumentException>(() => Photometric.Error(DepthTensors.Picture(1, 3, 4, 4), DepthTensors.Picture(1, 3, 4, 5)));
        Assert.Contains("target: expected [1, 3, 4, 4]", error.Message, StringComparison.Ordinal);
    }

    // Windows of 3 x 3 with mirrored borders, one plane at a time.
    private static double[] Loops(double[] a, double[] b, int planes, int h, int w)
    {
        static int Mirror(int i, int n) => i < 0 ? -i : i >= n ? 2 * n - 2 - i : i;
        var result = new double[a.Length];
        for (var p = 0; p < planes; p++)
        for (var y = 0; y < h; y++)
        for (var x = 0; x < w; x++)
        {
            double ma = 0, mb = 0, aa = 0, bb = 0, ab = 0;
            for (var j = -1; j <= 1; j++)
            for (var i = -1; i <= 1; i++)
            {
                var at = (p * h + Mirror(y + j, h)) * w + Mirror(x + i, w);
                (ma, mb) = (ma + a[at] / 9, mb + b[at] / 9);
                (aa, bb, ab) = (aa + a[at] * a[at] / 9, bb + b[at] * b[at] / 9, ab + a[at] * b[at] / 9);
            }
            var similarity = (2 * ma * mb + 1e-4) * (2 * (ab - ma * mb) + 9e-4) / ((ma * ma + mb * mb + 1e-4) * (aa - ma * ma + bb - mb * mb + 9e-4));
            result[(p * h + y) * w + x] = Math.Clamp((1 - similarity) / 2, 0, 1);
        }
        return result;
    }
}
