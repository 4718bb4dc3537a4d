using Research.Adaptation.Losses;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Losses;

public sealed class MaximumSquaresTests
{
    [Fact]
    public void Of_KnownDistribution_IsMinusHalfTheSumOfSquares()
    {
        using var scope = NewDisposeScope();
        // 0.5^2 + 0.25^2 + 0.25^2 = 0.375.
        var logits = TestTensors.OfProbabilities(2, 3, 0.5, 0.25, 0.25);
        Assert.Equal(-0.1875, TestTensors.Value(MaximumSquares.Of(logits)), 12);
        Assert.Equal(-0.0625, TestTensors.Value(MaximumSquares.Of(logits, Fidelity.ReleasedCode)), 12);
    }

    [Fact]
    public void Of_UniformAndCertain_AreTheEndsOfTheRange()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(-1 / (2 * 19.0), TestTensors.Value(MaximumSquares.Of(zeros([1, 19, 2, 2], dtype: ScalarType.Float64))), 12);
        var certain = zeros([1, 19, 2, 2], dtype: ScalarType.Float64);
        certain[0, 7] = 100;
        Assert.Equal(-0.5, TestTensors.Value(MaximumSquares.Of(certain)), 12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Of_RandomBatch_EqualsPlainLoops(int n)
    {
        using var scope = NewDisposeScope();
        var logits = TestTensors.Logits(n, 4, 3, 5);
        double squares = 0;
        foreach (var p in TestTensors.Softmax(logits)) squares += p * p;
        Assert.Equal(-squares / (2 * n * 15), TestTensors.Value(MaximumSquares.Of(logits)), 12);
        Assert.Equal(-squares / (2 * n * 15 * 4), TestTensors.Value(MaximumSquares.Of(logits, Fidelity.ReleasedCode)), 12);
    }

    [Fact]
    public void Of_RandomBatch_IsTheChiSquareDivergenceUpToScale()
    {
        using var scope = NewDisposeScope();
        // chi2(p, uniform) = sum of (p - 1/C)^2 / (1/C) = C S - 1, and the loss is -S/2.
        var logits = TestTensors.Logits(1, 5, 1, 1);
        double divergence = 0;
        foreach (var p in TestTensors.Softmax(logits)) divergence += (p - 0.2) * (p - 0.2) / 0.2;
        Assert.Equal(-(divergence + 1) / (2 * 5), TestTensors.Value(MaximumSquares.Of(logits)), 12);
    }

    [Theory]
    [InlineData(Fidelity.Paper)]
    [InlineData(Fidelity.ReleasedCode)]
    public void Of_RandomBatch_GradientAgreesWithDifferences(Fidelity fidelity)
    {
        using var scope = NewDisposeScope();
        GradientCheck.Passes(z => MaximumSquares.Of(z, fidelity), TestTensors.Logits(2, 3, 2, 3));
    }

    [Fact]
    public void LogitGradient_RandomBatch_EqualsAutogradTimesPixels()
    {
        using var scope = NewDisposeScope();
        var logits = TestTensors.Logits(2, 5, 3, 4);
        var autograd = GradientCheck.Of(z => MaximumSquares.Of(z), logits);
        var closed = TestTensors.Values(MaximumSquares.LogitGradient(logits));
        for (var i = 0; i < closed.Length; i++) Assert.Equal(closed[i], autograd[i] * 24, 10);
    }

    [Theory]
    [InlineData(100f)]
    [InlineData(-100f)]
    public void Of_ExtremeLogits_IsExactWithFiniteGradient(float logit)
    {
        using var scope = NewDisposeScope();
        var logits = tensor(new[] { logit, -logit, 0f, logit, -logit, 0f }, [2, 3, 1, 1]);
        Assert.Equal(-0.5, TestTensors.Value(MaximumSquares.Of(logits)), 6);
        Assert.All(GradientCheck.Of(z => MaximumSquares.ImageWise(z, 0.2), logits), g => Assert.True(double.IsFinite(g)));
    }

    [Fact]
    public void Of_NothingValid_IsZero()
    {
        using var scope = NewDisposeScope();
        var logits = TestTensors.Logits(2, 3, 2, 2);
        var none = zeros(2, 2, 2, dtype: ScalarType.Bool);
        Assert.Equal(0, TestTensors.Value(MaximumSquares.Of(logits, valid: none)));
        foreach (var fidelity in Enum.GetValues<Fidelity>())
        {
            Assert.Equal(0, TestTensors.Value(MaximumSquares.ImageWise(logits, 0.2, fidelity, none)));
            Assert.All(GradientCheck.Of(z => MaximumSquares.ImageWise(z, 0.2, fidelity, none), logits), g => Assert.Equal(0, g));
        }
    }

    [Fact]
    public void Binary_ValueAndGradient_AreTheLinearCurve()
    {
        Assert.Equal(-0.25, MaximumSquares.Binary(0.5), 15);
        Assert.Equal(-0.5, MaximumSquares.Binary(1), 15);
        foreach (var p in new[] { 0.01, 0.3, 0.5, 0.97 })
            Assert.Equal((MaximumSquares.Binary(p + 1e-6) - MaximumSquares.Binary(p - 1e-6)) / 2e-6, MaximumSquares.BinaryGradient(p), 6);
    }
}
