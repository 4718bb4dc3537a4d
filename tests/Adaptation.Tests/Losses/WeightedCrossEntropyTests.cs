using Research.Adaptation.Losses;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Losses;

public sealed class WeightedCrossEntropyTests
{
    private const int Classes = 4;

    // Class 2 occurs nowhere; a fifth of the pixels are ignored.
    private static Tensor Labels(int n, long seed = 2)
    {
        var labels = TestTensors.Labels(n, Classes, 3, 5, seed: seed);
        return labels.masked_fill(labels.eq(2), 1);
    }

    private static Tensor Weights(int n)
    {
        var random = new RandomStream(5).Split("weights");
        return tensor(Enumerable.Range(0, n * 15).Select(_ => random.NextDouble()).ToArray(), [n, 3, 5]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Of_RandomBatch_EqualsPlainLoops(int n)
    {
        using var scope = NewDisposeScope();
        var (logits, labels, weights) = (TestTensors.Logits(n, Classes, 3, 5), Labels(n), Weights(n));
        var (p, y, w) = (TestTensors.Softmax(logits), labels.data<long>().ToArray(), TestTensors.Values(weights));
        double sum = 0;
        for (var i = 0; i < y.Length; i++)
            if (y[i] != 255) sum -= w[i] * Math.Log(p[i / 15, y[i], i % 15]);
        Assert.Equal(sum / (n * 15), TestTensors.Value(WeightedCrossEntropy.Of(logits, labels, weights)), 12);
    }

    [Fact]
    public void Of_RandomBatch_GradientAgreesWithDifferences()
    {
        using var scope = NewDisposeScope();
        var (labels, weights) = (Labels(2), Weights(2));
        GradientCheck.Passes(z => WeightedCrossEntropy.Of(z, labels, weights), TestTensors.Logits(2, Classes, 3, 5));
    }

    [Fact]
    public void Of_AllIgnoredOrWeightZero_IsZeroWithoutGradient()
    {
        using var scope = NewDisposeScope();
        var logits = TestTensors.Logits(2, Classes, 3, 5);
        var ignored = full([2, 3, 5], 255L, dtype: ScalarType.Int64);
        Assert.All(GradientCheck.Of(z => WeightedCrossEntropy.Of(z, ignored, Weights(2)), logits), g => Assert.Equal(0, g));
        Assert.Equal(0, TestTensors.Value(WeightedCrossEntropy.Of(logits, Labels(2), zeros_like(Weights(2)))));
    }

    [Fact]
    public void Of_ExtremeLogits_IsFinite()
    {
        using var scope = NewDisposeScope();
        var logits = tensor(new[] { 100f, -100f, -100f, 100f }, [1, 2, 1, 2]);
        var labels = tensor(new[] { 1L, 1L }, [1, 1, 2]);
        Assert.Equal(100, TestTensors.Value(WeightedCrossEntropy.Of(logits, labels, ones(1, 1, 2))), 4);
    }

    [Fact]
    public void Of_WrongWeights_NamesThem()
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<ArgumentException>(() => WeightedCrossEntropy.Of(TestTensors.Logits(2, Classes, 3, 5), Labels(2), Weights(1)));
        Assert.Contains("weights", error.Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void PseudoLabels_RandomBatch_EqualsPlainLoops(int n)
    {
        using var scope = NewDisposeScope();
        var logits = TestTensors.Logits(n, Classes, 3, 5, deviation: 4);
        var pseudo = PseudoLabels.Of(logits, 0.968);
        var (p, labels, sureness) = (TestTensors.Softmax(logits), pseudo.Labels.data<long>().ToArray(), TestTensors.Values(pseudo.Sureness));
        var sure = 0;
        for (var i = 0; i < n * 15; i++)
        {
            var best = Enumerable.Range(0, Classes).MaxBy(c => p[i / 15, c, i % 15]);
            Assert.Equal(best, labels[i]);
            Assert.Equal(p[i / 15, best, i % 15], sureness[i], 12);
            if (p[i / 15, best, i % 15] >= 0.968) sure++;
        }
        Assert.InRange(sure, 1, n * 15 - 1);
        Assert.Equal((double)sure / (n * 15), TestTensors.Value(pseudo.Confidence), 12);
    }

    [Fact]
    public void PseudoLabels_OnTheThreshold_Count()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(1, TestTensors.Value(PseudoLabels.Of(TestTensors.OfProbabilities(2, 2, 0.5, 0.5), 0.5).Confidence));
        Assert.Equal(0, TestTensors.Value(PseudoLabels.Of(TestTensors.OfProbabilities(2, 2, 0.5, 0.5), 0.5000001).Confidence));
    }

    [Fact]
    public void PseudoLabels_Weights_AreOneWherePastedAndTheConfidenceElsewhere()
    {
        using var scope = NewDisposeScope();
        // Two of four pixels are sure: q = 0.5.
        var logits = cat([TestTensors.OfProbabilities(1, 2, 0.99, 0.01), TestTensors.OfProbabilities(1, 2, 0.6, 0.4)], dim: 3);
        var pasted = tensor(new[] { true, false, false, true }, [1, 1, 4]);
        Assert.Equal([1, 0.5, 0.5, 1], TestTensors.Values(PseudoLabels.Of(logits, 0.968).Weights(pasted)));
    }

    [Fact]
    public void PseudoLabels_OfAStudentsLogits_CarryNoGradient()
    {
        using var scope = NewDisposeScope();
        var pseudo = PseudoLabels.Of(TestTensors.Logits(1, Classes, 2, 2).requires_grad_(), 0.9);
        Assert.False(pseudo.Sureness.requires_grad);
        Assert.False(pseudo.Confidence.requires_grad);
        Assert.Contains("threshold", Assert.Throws<ArgumentException>(() => PseudoLabels.Of(TestTensors.Logits(1, 2, 2, 2), 1.5)).Message);
    }
}
