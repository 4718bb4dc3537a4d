using Research.Adaptation.Losses;
using Research.Adaptation.Mixing;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Losses;

public sealed class MaximumMeanDiscrepancyTests
{
    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 5)]
    [InlineData(3, 5)]
    [InlineData(2, 1)]
    [InlineData(4, 3)]
    public void Of_RandomVectors_EqualsPlainLoops(int b, int kernels)
    {
        using var scope = NewDisposeScope();
        var (u, v) = Vectors(b);
        Assert.Equal(ByLoops(u, v, kernels), TestTensors.Value(MaximumMeanDiscrepancy.Of(u, v, kernels)), 10);
    }

    [Fact]
    public void Of_SinglePrecisionFarFromTheOrigin_StaysAccurate()
    {
        using var scope = NewDisposeScope();
        // Without centring, |a|^2 + |b|^2 - 2ab of vectors around 1000 would lose every digit of distances around 10.
        var (u, v) = Vectors(3);
        var expected = ByLoops(u, v, 5);
        var (far, other) = ((u + 1000).to(ScalarType.Float32), (v + 1000).to(ScalarType.Float32));
        Assert.Equal(expected, TestTensors.Value(MaximumMeanDiscrepancy.Of(far, other)), 3);
    }

    [Fact]
    public void Of_AllDistancesEqual_IsTheClosedForm()
    {
        using var scope = NewDisposeScope();
        // Four corners of a simplex: D = d for all pairs, s = d/4, k = e^-4 + e^-2 + e^-1 + e^-0.5 + e^-0.25 = 1.9069, MMD = (2/B)(5 - k).
        var corners = eye(4, dtype: ScalarType.Float64) * 3;
        var k = new[] { 4, 2, 1, 0.5, 0.25 }.Sum(x => Math.Exp(-x));
        Assert.Equal(1.9069, k, 4);
        var value = TestTensors.Value(MaximumMeanDiscrepancy.Of(corners.narrow(0, 0, 2), corners.narrow(0, 2, 2)));
        Assert.Equal(5 - k, value, 10);
        Assert.Equal(3.0931, value, 4);
    }

    [Fact]
    public void Of_TheSameSet_IsZeroAndNotAllEqualVectorsAreNeeded()
    {
        using var scope = NewDisposeScope();
        var (u, _) = Vectors(3);
        Assert.Equal(0, TestTensors.Value(MaximumMeanDiscrepancy.Of(u, u.flip([0]))), 10);
    }

    [Fact]
    public void Of_AllVectorsEqual_IsZeroWithFiniteGradient()
    {
        using var scope = NewDisposeScope();
        // D = 0 everywhere, so s = 0: without a floor this is 0 / 0.
        var same = ones([2, 6], dtype: ScalarType.Float64);
        Assert.Equal(0, TestTensors.Value(MaximumMeanDiscrepancy.Of(same, same)));
        Assert.All(GradientCheck.Of(z => MaximumMeanDiscrepancy.Of(z, same), same), g => Assert.Equal(0, g));
    }

    [Fact]
    public void Of_RandomVectors_GradientTreatsTheWidthAsAConstant()
    {
        using var scope = NewDisposeScope();
        var (u, v) = Vectors(2);
        var width = TestTensors.Value(MaximumMeanDiscrepancy.SmallestKernelWidth(u, v));
        var gradient = GradientCheck.Of(z => MaximumMeanDiscrepancy.Of(z, v), u);
        var values = TestTensors.Values(u);
        for (var i = 0; i < values.Length; i++)
        {
            double At(double by)
            {
                var moved = (double[])values.Clone();
                moved[i] += by;
                return ByLoops(tensor(moved, u.shape), v, 5, width);
            }
            Assert.Equal((At(1e-5) - At(-1e-5)) / 2e-5, gradient[i], 6);
        }
        // Letting the width move as well gives another gradient, so the test above can fail.
        Assert.Contains(Enumerable.Range(0, values.Length), i =>
        {
            var (up, down) = ((double[])values.Clone(), (double[])values.Clone());
            up[i] += 1e-5;
            down[i] -= 1e-5;
            return Math.Abs((ByLoops(tensor(up, u.shape), v, 5) - ByLoops(tensor(down, u.shape), v, 5)) / 2e-5 - gradient[i]) > 1e-4;
        });
    }

    [Fact]
    public void Of_SetsMovedApart_Grows()
    {
        using var scope = NewDisposeScope();
        var (u, v) = Vectors(4);
        var values = new[] { 0.0, 2, 4, 8 }.Select(by => TestTensors.Value(MaximumMeanDiscrepancy.Of(u, v + by))).ToArray();
        Assert.Equal(values.Order(), values);
    }

    [Fact]
    public void Of_WrongArguments_NamesThem()
    {
        using var scope = NewDisposeScope();
        var (u, v) = Vectors(2);
        Assert.Contains("first and second", Assert.Throws<ArgumentException>(() => MaximumMeanDiscrepancy.Of(u, v.narrow(0, 0, 1))).Message);
        Assert.Contains("kernels", Assert.Throws<ArgumentException>(() => MaximumMeanDiscrepancy.Of(u, v, 4)).Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Masked_RandomMask_EqualsResizingAndMultiplying(int n)
    {
        using var scope = NewDisposeScope();
        var features = TestTensors.Logits(n, 3, 4, 5);
        var mask = ClassMix.Of(TestTensors.Labels(n, 4, 13, 17), [0, 3]);
        var (pooled, f, m) = (TestTensors.Values(FeaturePooling.Masked(features, mask)), TestTensors.Values(features), mask.data<bool>().ToArray());
        for (var plane = 0; plane < 3 * n; plane++)
        {
            double Cell(int y, int x) => f[plane * 20 + Math.Min(y, 3) * 5 + Math.Min(x, 4)];
            double sum = 0;
            for (var y = 0; y < 13; y++)
            for (var x = 0; x < 17; x++)
            {
                if (!m[plane / 3 * 221 + y * 17 + x]) continue;
                var (v, h) = (y * 3 / 12.0, x * 4 / 16.0);
                var (top, left) = ((int)v, (int)h);
                sum += (1 - (v - top)) * ((1 - (h - left)) * Cell(top, left) + (h - left) * Cell(top, left + 1))
                    + (v - top) * ((1 - (h - left)) * Cell(top + 1, left) + (h - left) * Cell(top + 1, left + 1));
            }
            Assert.Equal(sum / 221, pooled[plane], 10);
        }
    }

    [Fact]
    public void Masked_Gradient_AgreesWithDifferences()
    {
        using var scope = NewDisposeScope();
        var mask = ClassMix.Of(TestTensors.Labels(2, 4, 9, 11), [0, 3]);
        GradientCheck.Passes(z => FeaturePooling.Masked(z, mask).square().sum(), TestTensors.Logits(2, 2, 3, 4));
    }

    [Fact]
    public void CellWeights_AnyMask_SumToItsPixels()
    {
        using var scope = NewDisposeScope();
        var mask = ClassMix.Of(TestTensors.Labels(2, 4, 16, 24), [1]);
        var weights = FeaturePooling.CellWeights(mask, 3, 4, ScalarType.Float64);
        Assert.Equal([2, 3, 4], weights.shape);
        Assert.Equal(TestTensors.Values(mask.sum([1, 2])), TestTensors.Values(weights.sum([1, 2])).Select(v => Math.Round(v, 9)));
        var one = FeaturePooling.CellWeights(mask.narrow(1, 0, 1), 1, 1, ScalarType.Float64);
        Assert.Equal([2, 1, 1], one.shape);
    }

    [Fact]
    public void Masked_FullMask_IsTheMeanOfTheResizedFeatures()
    {
        using var scope = NewDisposeScope();
        var features = TestTensors.Logits(2, 3, 4, 5);
        var resized = nn.functional.interpolate(features, size: [16, 20], mode: InterpolationMode.Bilinear, align_corners: true);
        var pooled = FeaturePooling.Masked(features, ones(2, 16, 20, dtype: ScalarType.Bool));
        Assert.True((pooled - resized.mean([2, 3])).abs().max().item<double>() < 1e-12);
        Assert.Contains("mask", Assert.Throws<ArgumentException>(() => FeaturePooling.Masked(features, ones(1, 16, 20, dtype: ScalarType.Bool))).Message);
    }

    private static (Tensor U, Tensor V) Vectors(int b) =>
        (TestTensors.Logits(b, 6, 1, 1).reshape(b, 6), (TestTensors.Logits(b, 6, 1, 1, seed: 7) + 0.8).reshape(b, 6));

    private static double ByLoops(Tensor u, Tensor v, int kernels, double? fixedWidth = null)
    {
        var z = TestTensors.Values(cat([u, v], dim: 0));
        var (n, k) = ((int)(2 * u.shape[0]), (int)u.shape[1]);
        double Distance(int a, int b)
        {
            double sum = 0;
            for (var i = 0; i < k; i++) sum += (z[a * k + i] - z[b * k + i]) * (z[a * k + i] - z[b * k + i]);
            return sum;
        }
        double total = 0, mmd = 0;
        for (var a = 0; a < n; a++)
            for (var b = 0; b < n; b++) total += Distance(a, b);
        var width = fixedWidth ?? total / (n * (n - 1)) / Math.Pow(2, kernels / 2);
        for (var a = 0; a < n; a++)
        for (var b = 0; b < n; b++)
        for (var i = 0; i < kernels; i++)
            mmd += (a < n / 2 == b < n / 2 ? 1 : -1) * Math.Exp(-Distance(a, b) / (width * Math.Pow(2, i)));
        return mmd / (n / 2 * (n / 2));
    }
}
