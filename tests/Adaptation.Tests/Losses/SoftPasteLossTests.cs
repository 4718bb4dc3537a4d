using Research.Adaptation.Losses;
using Research.Adaptation.Mixing;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Losses;

public sealed class SoftPasteLossTests
{
    private const int Classes = 5, Pixels = 15;

    // Labels without class 3, a fifth of them ignored; the fused map takes some classes of another one.
    private static (Tensor Background, Tensor Fused, Tensor Mask) Maps(int n)
    {
        var (below, above) = (TestTensors.Labels(n, Classes, 3, 5), TestTensors.Labels(n, Classes, 3, 5, seed: 8));
        below = below.masked_fill(below.eq(3), 0);
        above = above.masked_fill(above.eq(3), 0);
        var mask = ClassMix.Of(above, [1, 4]);
        return (below, Paste.Hard(mask, above, below), mask);
    }

    private static Tensor Weights(Tensor mask) => where(mask, tensor(1.0), tensor(0.37));

    [Theory]
    [InlineData(1, 0.9)]
    [InlineData(2, 0.8)]
    [InlineData(3, 0.25)]
    public void Source_RandomBatch_EqualsPlainLoops(int n, double lambda)
    {
        using var scope = NewDisposeScope();
        var logits = TestTensors.Logits(n, Classes, 3, 5);
        var (background, fused, _) = Maps(n);
        var ((sumA, countA), (sumF, countF)) = (Sum(logits, background), Sum(logits, fused));
        Assert.Equal((1 - lambda) * sumA / countA + lambda * sumF / countF, TestTensors.Value(SoftPasteLoss.Source(logits, background, fused, lambda)), 12);
        Assert.Equal(((1 - lambda) * sumA + lambda * sumF) / (n * Pixels),
            TestTensors.Value(SoftPasteLoss.Source(logits, background, fused, lambda, AveragedOver.AllPixels)), 12);
    }

    [Theory]
    [InlineData(1, 0.9)]
    [InlineData(2, 0.8)]
    [InlineData(3, 0.25)]
    public void Target_RandomBatch_EqualsPlainLoops(int n, double lambda)
    {
        using var scope = NewDisposeScope();
        var logits = TestTensors.Logits(n, Classes, 3, 5);
        var (_, fused, mask) = Maps(n);
        var pseudo = TestTensors.Labels(n, Classes, 3, 5, ignored: 0, seed: 12);
        var weights = Weights(mask);
        var (p, w) = (TestTensors.Softmax(logits), TestTensors.Values(weights));
        var (yFused, yPseudo) = (fused.data<long>().ToArray(), pseudo.data<long>().ToArray());
        double first = 0, second = 0;
        for (var i = 0; i < w.Length; i++)
        {
            if (yFused[i] != 255) first -= w[i] * Math.Log(p[i / Pixels, yFused[i], i % Pixels]);
            second -= w[i] * Math.Log(p[i / Pixels, yPseudo[i], i % Pixels]);
        }
        Assert.Equal((lambda * first + (1 - lambda) * second) / (n * Pixels), TestTensors.Value(SoftPasteLoss.Target(logits, pseudo, fused, weights, lambda)), 12);
        // The released code throws the second summand away.
        Assert.Equal(lambda * first / (n * Pixels), TestTensors.Value(SoftPasteLoss.Target(logits, pseudo, fused, weights, lambda, Fidelity.ReleasedCode)), 12);
    }

    [Fact]
    public void Both_RandomBatch_GradientsAgreeWithDifferences()
    {
        using var scope = NewDisposeScope();
        var (background, fused, mask) = Maps(2);
        var pseudo = TestTensors.Labels(2, Classes, 3, 5, ignored: 0, seed: 12);
        var logits = TestTensors.Logits(2, Classes, 3, 5);
        foreach (var over in Enum.GetValues<AveragedOver>())
            GradientCheck.Passes(z => SoftPasteLoss.Source(z, background, fused, 0.8, over), logits);
        foreach (var fidelity in Enum.GetValues<Fidelity>())
            GradientCheck.Passes(z => SoftPasteLoss.Target(z, pseudo, fused, Weights(mask), 0.8, fidelity), logits);
    }

    [Fact]
    public void Both_LambdaOne_AreOrdinaryCrossEntropies()
    {
        using var scope = NewDisposeScope();
        var logits = TestTensors.Logits(2, Classes, 3, 5);
        var (background, fused, mask) = Maps(2);
        Assert.Equal(TestTensors.Value(CrossEntropy.Of(logits, fused)), TestTensors.Value(SoftPasteLoss.Source(logits, background, fused, 1)), 12);
        Assert.Equal(TestTensors.Value(CrossEntropy.Of(logits, background)), TestTensors.Value(SoftPasteLoss.Source(logits, background, fused, 0)), 12);
        Assert.Equal(TestTensors.Value(WeightedCrossEntropy.Of(logits, fused, Weights(mask))),
            TestTensors.Value(SoftPasteLoss.Target(logits, background, fused, Weights(mask), 1)), 12);
    }

    [Fact]
    public void Source_AllIgnored_IsZero()
    {
        using var scope = NewDisposeScope();
        var none = full([2, 3, 5], 255L, dtype: ScalarType.Int64);
        Assert.Equal(0, TestTensors.Value(SoftPasteLoss.Source(TestTensors.Logits(2, Classes, 3, 5), none, none, 0.8)));
    }

    [Fact]
    public void Both_LambdaOutOfRange_NameIt()
    {
        using var scope = NewDisposeScope();
        var logits = TestTensors.Logits(1, Classes, 3, 5);
        var (background, fused, mask) = Maps(1);
        Assert.Contains("lambda", Assert.Throws<ArgumentException>(() => SoftPasteLoss.Source(logits, background, fused, 1.2)).Message);
        Assert.Contains("lambda", Assert.Throws<ArgumentException>(() => SoftPasteLoss.Target(logits, background, fused, Weights(mask), -0.1)).Message);
    }

    private static (double Sum, int Count) Sum(Tensor logits, Tensor labels)
    {
        var (p, y) = (TestTensors.Softmax(logits), labels.data<long>().ToArray());
        double sum = 0;
        var count = 0;
        for (var i = 0; i < y.Length; i++)
        {
            if (y[i] == 255) continue;
            sum -= Math.Log(p[i / Pixels, y[i], i % Pixels]);
            count++;
        }
        return (sum, count);
    }
}
