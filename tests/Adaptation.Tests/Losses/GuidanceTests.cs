using Research.Adaptation.Losses;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Losses;

public sealed class GuidanceTests
{
    private static long Label(double[] high, double[] low, double delta)
    {
        using var scope = NewDisposeScope();
        var labels = Guidance.PseudoLabels(TestTensors.OfProbabilities(1, 1, high), TestTensors.OfProbabilities(1, 1, low), delta);
        return labels.data<long>().ToArray().Single();
    }

    [Fact]
    public void PseudoLabels_EitherHeadConfident_TakesTheAveragesClass()
    {
        // Averages (0.31, 0.63, 0.06) and (0.63, 0.31, 0.06).
        Assert.Equal(1, Label([0.60, 0.30, 0.10], [0.02, 0.96, 0.02], 0.95));
        Assert.Equal(0, Label([0.96, 0.02, 0.02], [0.30, 0.60, 0.10], 0.95));
    }

    [Fact]
    public void PseudoLabels_ConfidentHeadOutvoted_TakesTheAverageNotTheConfidentHead()
    {
        // The high head is confident (0.55 > 0.5) of class 0, but the average is (0.325, 0.45, 0.225).
        Assert.Equal(1, Label([0.55, 0.45, 0.0001], [0.10, 0.45, 0.45], 0.5));
    }

    [Fact]
    public void PseudoLabels_NoHeadConfident_IsIgnored() =>
        Assert.Equal(255, Label([0.94, 0.03, 0.03], [0.94, 0.03, 0.03], 0.95));

    [Fact]
    public void PseudoLabels_ConfidenceEqualToDelta_IsIgnored()
    {
        using var scope = NewDisposeScope();
        // Equal logits of two classes give exactly 1/2; the comparison is strict.
        var even = zeros([1, 2, 1, 1], dtype: ScalarType.Float64);
        Assert.Equal(255, Guidance.PseudoLabels(even, even, 0.5).item<long>());
        Assert.NotEqual(255, Guidance.PseudoLabels(even, even, 0.499).item<long>());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void PseudoLabels_RandomBatch_EqualsPlainLoops(int n)
    {
        using var scope = NewDisposeScope();
        var (high, low) = (TestTensors.Logits(n, 4, 3, 5, seed: 3), TestTensors.Logits(n, 4, 3, 5, seed: 4));
        var (p, q) = (TestTensors.Softmax(high), TestTensors.Softmax(low));
        var labels = Guidance.PseudoLabels(high, low, 0.7).data<long>().ToArray();
        var kept = 0;
        for (var b = 0; b < n; b++)
        for (var i = 0; i < 15; i++)
        {
            var classes = Enumerable.Range(0, 4).ToArray();
            var confident = classes.Max(c => p[b, c, i]) > 0.7 || classes.Max(c => q[b, c, i]) > 0.7;
            Assert.Equal(confident ? classes.MaxBy(c => p[b, c, i] + q[b, c, i]) : 255, labels[b * 15 + i]);
            kept += confident ? 1 : 0;
        }
        Assert.InRange(kept, 1, n * 15 - 1);
    }

    [Fact]
    public void PseudoLabels_OfTrainedLogits_CarryNoGradient()
    {
        using var scope = NewDisposeScope();
        var logits = TestTensors.Logits(1, 3, 2, 2).requires_grad_();
        Assert.False(Guidance.PseudoLabels(logits, logits, 0.5).requires_grad);
    }

    [Fact]
    public void PseudoLabels_DifferentShapes_NamesBoth()
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<ArgumentException>(() => Guidance.PseudoLabels(TestTensors.Logits(1, 3, 2, 2), TestTensors.Logits(1, 3, 2, 3), 0.9));
        Assert.Contains("[1, 3, 2, 3]", error.Message);
    }
}
