using Research.Adaptation.Losses;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Losses;

public sealed class BerHuTests
{
    [Fact]
    public void Of_HandComputedErrors_TakesBothBranches()
    {
        using var scope = NewDisposeScope();
        // Errors 1, 2 and 10; the last pixel is unknown. c = 0.2 * 10 = 2: 1 and 2 are linear, 10 is (100 + 4) / 4 = 26. Mean (1 + 2 + 26) / 3.
        var prediction = tensor(new[] { 6.0, 5.0, 20.0, 777.0 }, [1, 1, 2, 2]);
        var target = tensor(new[] { 5.0, 7.0, 10.0, 1.0 }, [1, 1, 2, 2]);
        Assert.Equal(29 / 3.0, TestTensors.Value(BerHu.Of(prediction, target)), 12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Of_RandomBatch_EqualsPlainLoops(int n)
    {
        using var scope = NewDisposeScope();
        var (prediction, target) = Depths(n, unknown: 0.3);
        var (p, d) = (TestTensors.Values(prediction), TestTensors.Values(target));
        var errors = new List<double>();
        for (var i = 0; i < d.Length; i++)
            if (d[i] != 1) errors.Add(Math.Abs(p[i] - d[i]));
        var c = 0.2 * errors.Max(); // one for the batch, not one per picture
        var sum = errors.Sum(e => e <= c ? e : (e * e + c * c) / (2 * c));
        Assert.Equal(sum / errors.Count, TestTensors.Value(BerHu.Of(prediction, target)), 9);
    }

    [Fact]
    public void Of_OnePictureWithoutDepth_IsTheOthersLoss()
    {
        using var scope = NewDisposeScope();
        var (prediction, target) = Depths(1, unknown: 0.3);
        var (both, truth) = (cat([prediction, 900 * ones_like(prediction)], 0), cat([target, ones_like(target)], 0));
        Assert.Equal(TestTensors.Value(BerHu.Of(prediction, target)), TestTensors.Value(BerHu.Of(both, truth)), 12);
        Assert.All(GradientCheck.Of(x => BerHu.Of(x, truth), both)[^20..], g => Assert.Equal(0, g));
    }

    [Fact]
    public void Of_TwoPictures_ShareOneThreshold()
    {
        using var scope = NewDisposeScope();
        // Errors 10 and 1: c = 2 for both, so 1 is linear; with a threshold of its own (0.2) the second would be (1 + 0.04) / 0.4 = 2.6.
        var (prediction, target) = (tensor(new[] { 15.0, 6.0 }, [2, 1, 1, 1]), tensor(new[] { 5.0, 5.0 }, [2, 1, 1, 1]));
        Assert.Equal((26 + 1) / 2.0, TestTensors.Value(BerHu.Of(prediction, target)), 12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Of_RandomBatch_GradientAgreesWithDifferencesAtFixedThreshold(int n)
    {
        using var scope = NewDisposeScope();
        // The threshold carries no gradient. To hold it still under differences, one pixel far off fixes it and is itself left alone.
        var (prediction, target) = Depths(n, unknown: 0.3);
        var values = TestTensors.Values(prediction);
        var truth = TestTensors.Values(target);
        values[0] = 500;
        truth[0] = 2;
        target = tensor(truth, target.shape);
        var rest = tensor(values[1..], [values.Length - 1]);
        GradientCheck.Passes(x => BerHu.Of(cat([tensor(new[] { 500.0 }), x], 0).reshape(target.shape), target), rest);
    }

    [Fact]
    public void Of_LargestError_HasTheClosedFormGradientWithoutItsThreshold()
    {
        using var scope = NewDisposeScope();
        // e = 10 alone: c = 2, gradient e / c = 5. Through c it would be different: d/de (e^2 + 0.04 e^2) / (0.4 e) = 2.6.
        var target = tensor(new[] { 4.0 }, [1, 1, 1, 1]);
        Assert.Equal([5.0], GradientCheck.Of(x => BerHu.Of(x, target), tensor(new[] { 14.0 }, [1, 1, 1, 1])).Select(g => Math.Round(g, 9)));
    }

    [Fact]
    public void Of_NothingKnown_IsZeroWithZeroGradient()
    {
        using var scope = NewDisposeScope();
        var target = ones(2, 1, 3, 3, dtype: ScalarType.Float64);
        var prediction = TestTensors.Logits(2, 1, 3, 3);
        Assert.Equal(0, TestTensors.Value(BerHu.Of(prediction, target)));
        Assert.All(GradientCheck.Of(x => BerHu.Of(x, target), prediction), g => Assert.Equal(0, g));
    }

    [Fact]
    public void Of_PerfectPrediction_IsZeroWithFiniteGradient()
    {
        using var scope = NewDisposeScope();
        var target = full([1, 1, 2, 2], 7.0, dtype: ScalarType.Float64);
        Assert.Equal(0, TestTensors.Value(BerHu.Of(target, target)));
        Assert.All(GradientCheck.Of(x => BerHu.Of(x, target), target), g => Assert.True(double.IsFinite(g)));
    }

    [Fact]
    public void Of_OtherShape_NamesTheArgument()
    {
        using var scope = NewDisposeScope();
        Assert.Contains("target", Assert.Throws<ArgumentException>(() => BerHu.Of(zeros(1, 1, 2, 2), zeros(1, 1, 2, 3))).Message);
        Assert.Contains("[N, 1, H, W]", Assert.Throws<ArgumentException>(() => BerHu.Of(zeros(1, 2, 2), zeros(1, 2, 2))).Message);
    }

    /// <summary>Predictions around inverse depths of 2 to 60, some of them 1, "unknown".</summary>
    internal static (Tensor Prediction, Tensor Target) Depths(int n, double unknown, long seed = 3, int h = 4, int w = 5)
    {
        var random = new RandomStream(seed).Split("test depths");
        var (prediction, target) = (new double[n * h * w], new double[n * h * w]);
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = random.NextBool(unknown) ? 1 : random.NextDouble(2, 60);
            prediction[i] = target[i] + 8 * random.NextGaussian();
        }
        return (tensor(prediction, [n, 1, h, w]), tensor(target, [n, 1, h, w]));
    }
}
