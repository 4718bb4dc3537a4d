using Research.Adaptation.Losses;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Losses;

public sealed class EntropyTests
{
    [Fact]
    public void Of_KnownDistribution_IsItsEntropy()
    {
        using var scope = NewDisposeScope();
        // (1/2, 1/4, 1/4) has entropy 1.5 bits = 1.5 ln 2.
        var logits = TestTensors.OfProbabilities(2, 3, 0.5, 0.25, 0.25);
        Assert.Equal(1.5 * Math.Log(2), TestTensors.Value(Entropy.Of(logits)), 12);
        Assert.Equal(1.5 * Math.Log(2) / 3, TestTensors.Value(Entropy.Of(logits, Fidelity.ReleasedCode)), 12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Of_RandomBatch_EqualsPlainLoops(int n)
    {
        using var scope = NewDisposeScope();
        var logits = TestTensors.Logits(n, 4, 3, 5);
        var p = TestTensors.Softmax(logits);
        double sum = 0;
        foreach (var x in p) sum -= x * Math.Log(x);
        Assert.Equal(sum / (n * 15), TestTensors.Value(Entropy.Of(logits)), 12);
    }

    [Theory]
    [InlineData(Fidelity.Paper)]
    [InlineData(Fidelity.ReleasedCode)]
    public void Of_RandomBatch_GradientAgreesWithDifferences(Fidelity fidelity)
    {
        using var scope = NewDisposeScope();
        GradientCheck.Passes(z => Entropy.Of(z, fidelity), TestTensors.Logits(2, 3, 2, 3));
    }

    [Fact]
    public void LogitGradient_RandomBatch_EqualsAutogradTimesPixels()
    {
        using var scope = NewDisposeScope();
        var logits = TestTensors.Logits(2, 5, 3, 4);
        var autograd = GradientCheck.Of(z => Entropy.Of(z), logits);
        var closed = TestTensors.Values(Entropy.LogitGradient(logits));
        for (var i = 0; i < closed.Length; i++) Assert.Equal(closed[i], autograd[i] * 24, 10);
    }

    [Fact]
    public void Of_ExtremeLogits_IsZeroWithFiniteGradient()
    {
        using var scope = NewDisposeScope();
        var logits = tensor(new[] { 100f, -100f, 0f }, [1, 3, 1, 1]);
        Assert.Equal(0, TestTensors.Value(Entropy.Of(logits)), 6);
        Assert.All(GradientCheck.Of(z => Entropy.Of(z), logits), g => Assert.True(double.IsFinite(g)));
    }

    [Fact]
    public void Of_ValidMask_CountsOnlyValidPixels()
    {
        using var scope = NewDisposeScope();
        var logits = cat([TestTensors.OfProbabilities(1, 1, 0.5, 0.5), TestTensors.OfProbabilities(1, 1, 0.9, 0.1)], dim: 3);
        var first = tensor(new[] { true, false }, [1, 1, 2]);
        Assert.Equal(Math.Log(2), TestTensors.Value(Entropy.Of(logits, valid: first)), 12);
        Assert.Equal(0, TestTensors.Value(Entropy.Of(logits, valid: zeros(1, 1, 2, dtype: ScalarType.Bool))));
    }

    [Fact]
    public void Binary_ValueAndGradient_AgreeWithDifferences()
    {
        Assert.Equal(Math.Log(2), Entropy.Binary(0.5), 15);
        Assert.Equal(0, Entropy.Binary(1));
        foreach (var p in new[] { 0.01, 0.3, 0.5, 0.97 })
            Assert.Equal((Entropy.Binary(p + 1e-6) - Entropy.Binary(p - 1e-6)) / 2e-6, Entropy.BinaryGradient(p), 6);
    }
}
