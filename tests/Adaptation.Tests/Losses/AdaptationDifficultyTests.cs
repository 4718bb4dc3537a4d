using Research.Adaptation.Losses;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Losses;

public sealed class AdaptationDifficultyTests
{
    private const int Height = 4, Width = 5, Pixels = Height * Width;

    [Fact]
    public void Weights_HandComputed_FollowTheFormula()
    {
        using var scope = NewDisposeScope();
        // Agreement; off by a half of the depth; off by more than the depth; unknown depth.
        Tensor Map(params double[] values) => tensor(values, [1, 1, 1, 4]);
        var weights = TestTensors.Values(AdaptationDifficulty.Weights(Map(10, 10, 10, 10), Map(10, 5, 50, 50), Map(8, 10, 20, 1)));
        Assert.Equal([1, 0.501, 0.001, 1], weights.Select(w => Math.Round(w, 12)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Weights_RandomBatch_EqualPlainLoops(int n)
    {
        using var scope = NewDisposeScope();
        var (source, target, depth) = Decoders(n);
        var expected = PlainWeights(TestTensors.Values(source), TestTensors.Values(target), TestTensors.Values(depth));
        var actual = TestTensors.Values(AdaptationDifficulty.Weights(source, target, depth));
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 12);
    }

    [Theory]
    [InlineData(1, Fidelity.Paper)]
    [InlineData(2, Fidelity.Paper)]
    [InlineData(3, Fidelity.Paper)]
    [InlineData(1, Fidelity.ReleasedCode)]
    [InlineData(2, Fidelity.ReleasedCode)]
    [InlineData(3, Fidelity.ReleasedCode)]
    public void PixelWeights_WeightedLoss_EqualsPlainLoops(int n, Fidelity fidelity)
    {
        using var scope = NewDisposeScope();
        // Class 2 of 4 is absent from the labels; a share of them is ignored.
        var logits = TestTensors.Logits(n, 4, Height, Width);
        var labels = TestTensors.Labels(n, 4, Height, Width, ignored: 0.25);
        labels = where(labels.eq(2), full_like(labels, 3), labels);
        var (source, target, depth) = Decoders(n);
        var confidence = TestTensors.Logits(n, 1, Height, Width, seed: 9).sigmoid().squeeze(1);
        var omega = AdaptationDifficulty.Weights(source, target, depth);
        var loss = WeightedCrossEntropy.Of(logits, labels, AdaptationDifficulty.PixelWeights(confidence, omega, fidelity));

        var w = TestTensors.Values(confidence);
        var o = TestTensors.Values(omega);
        var ce = PlainCrossEntropy(logits, labels, n);
        double sum = 0;
        if (fidelity == Fidelity.Paper)
        {
            for (var i = 0; i < n * Pixels; i++) sum += w[i] * o[i] / o.Average() * ce[i];
            Assert.Equal(sum / (n * Pixels), TestTensors.Value(loss), 9);
            return;
        }
        // What the released code does, axis by axis: weights [N, H, W] times difficulty [N, 1, H, W] is [N, N, H, W] (picture i of the difficulty, picture j of
        // the weights); times the cross entropy [N, H, W] (of picture j); mean over everything.
        for (var i = 0; i < n; i++)
        for (var j = 0; j < n; j++)
        for (var p = 0; p < Pixels; p++)
            sum += w[j * Pixels + p] * (o[i * Pixels + p] / o.Average()) * ce[j * Pixels + p];
        Assert.Equal(sum / (n * n * Pixels), TestTensors.Value(loss), 9);
    }

    [Fact]
    public void PixelWeights_ReleasedCode_EqualsTheBroadcastItComesFrom()
    {
        using var scope = NewDisposeScope();
        // The same through torch's own broadcasting.
        var (source, target, depth) = Decoders(3);
        var omega = AdaptationDifficulty.Weights(source, target, depth);
        var confidence = TestTensors.Logits(3, 1, Height, Width, seed: 9).sigmoid().squeeze(1);
        var ce = TestTensors.Logits(3, 1, Height, Width, seed: 10).square().squeeze(1);
        var broadcast = (confidence * (omega / omega.mean()) * ce).mean();
        Assert.Equal([3, 3, Height, Width], (confidence * omega).shape);
        var ours = (AdaptationDifficulty.PixelWeights(confidence, omega, Fidelity.ReleasedCode) * ce).mean();
        Assert.Equal(TestTensors.Value(broadcast), TestTensors.Value(ours), 12);
    }

    [Fact]
    public void PixelWeights_ReleasedCode_LetsOnePictureWeighAnother()
    {
        using var scope = NewDisposeScope();
        // Picture 0 agrees everywhere, picture 1 nowhere.
        var omega = cat([full([1, 1, 2, 2], 1.0, dtype: ScalarType.Float64), full([1, 1, 2, 2], 0.5, dtype: ScalarType.Float64)], 0);
        var confidence = ones(2, 2, 2, dtype: ScalarType.Float64);
        Assert.Equal([1.0 / 0.75, 0.5 / 0.75], Enumerable.Range(0, 2).Select(i => TestTensors.Values(AdaptationDifficulty.PixelWeights(confidence, omega)[i])[0]));
        Assert.All(TestTensors.Values(AdaptationDifficulty.PixelWeights(confidence, omega, Fidelity.ReleasedCode)), w => Assert.Equal(1, w, 12));
    }

    [Theory]
    [InlineData(Fidelity.Paper)]
    [InlineData(Fidelity.ReleasedCode)]
    public void PixelWeights_AnyDifficulty_KeepsTheMeanWeight(Fidelity fidelity)
    {
        using var scope = NewDisposeScope();
        var (source, target, depth) = Decoders(2);
        var confidence = full([2, Height, Width], 0.7, dtype: ScalarType.Float64);
        var weights = AdaptationDifficulty.PixelWeights(confidence, AdaptationDifficulty.Weights(source, target, depth), fidelity);
        Assert.Equal(0.7, TestTensors.Values(weights).Average(), 12);
    }

    [Fact]
    public void PixelWeights_DecodersWithGradient_HandOnNone()
    {
        using var scope = NewDisposeScope();
        var (source, target, depth) = Decoders(2);
        source = source.requires_grad_();
        var weights = AdaptationDifficulty.PixelWeights(ones(2, Height, Width, dtype: ScalarType.Float64), AdaptationDifficulty.Weights(source, target, depth));
        Assert.False(weights.requires_grad);
    }

    [Theory]
    [InlineData(1, Fidelity.Paper)]
    [InlineData(2, Fidelity.Paper)]
    [InlineData(3, Fidelity.Paper)]
    [InlineData(2, Fidelity.ReleasedCode)]
    [InlineData(3, Fidelity.ReleasedCode)]
    public void PixelWeights_WeightedLoss_GradientAgreesWithDifferences(int n, Fidelity fidelity)
    {
        using var scope = NewDisposeScope();
        // Class 2 of 3 is absent; a share of the labels is ignored.
        var labels = TestTensors.Labels(n, 3, Height, Width, ignored: 0.25);
        labels = where(labels.eq(2), full_like(labels, 1), labels);
        var (source, target, depth) = Decoders(n);
        var weights = AdaptationDifficulty.PixelWeights(ones(n, Height, Width, dtype: ScalarType.Float64), AdaptationDifficulty.Weights(source, target, depth), fidelity);
        GradientCheck.Passes(z => WeightedCrossEntropy.Of(z, labels, weights), TestTensors.Logits(n, 3, Height, Width));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void PixelWeights_NoDepthKnown_AreTheConfidence(int n)
    {
        using var scope = NewDisposeScope();
        var (source, target, depth) = Decoders(n);
        var confidence = TestTensors.Logits(n, 1, Height, Width, seed: 9).sigmoid().squeeze(1);
        foreach (var fidelity in new[] { Fidelity.Paper, Fidelity.ReleasedCode })
        {
            var weights = AdaptationDifficulty.PixelWeights(confidence, AdaptationDifficulty.Weights(source, target, ones_like(depth)), fidelity);
            Assert.Equal(TestTensors.Values(confidence), TestTensors.Values(weights));
        }
    }

    [Fact]
    public void PixelWeights_OtherCompanion_ChangesAPicturesPatternInTheReleasedCodeOnly()
    {
        using var scope = NewDisposeScope();
        // The normaliser is the batch's, so a companion scales a picture's weights; their pattern is the picture's own.
        var (source, target, depth) = Decoders(3);
        var omega = AdaptationDifficulty.Weights(source, target, depth);
        double[] Pattern(int companion, Fidelity fidelity)
        {
            var pair = stack([omega[0], omega[companion]], 0);
            var weights = TestTensors.Values(AdaptationDifficulty.PixelWeights(ones(2, Height, Width, dtype: ScalarType.Float64), pair, fidelity)[0]);
            return [.. weights.Select(w => w / weights.Average())];
        }
        var (one, other) = (Pattern(1, Fidelity.Paper), Pattern(2, Fidelity.Paper));
        for (var i = 0; i < Pixels; i++) Assert.Equal(one[i], other[i], 12);
        Assert.Contains(Pattern(1, Fidelity.ReleasedCode).Zip(Pattern(2, Fidelity.ReleasedCode)), p => Math.Abs(p.First - p.Second) > 0.05);
    }

    [Fact]
    public void PixelWeights_OtherShape_NamesTheArgument()
    {
        using var scope = NewDisposeScope();
        Assert.Contains("confidence", Assert.Throws<ArgumentException>(() => AdaptationDifficulty.PixelWeights(ones(2, 3, 3), ones(2, 1, 3, 4))).Message);
    }

    private static (Tensor Source, Tensor Target, Tensor Depth) Decoders(int n)
    {
        var (source, depth) = BerHuTests.Depths(n, unknown: 0.2, seed: 5);
        var (target, _) = BerHuTests.Depths(n, unknown: 0, seed: 6);
        return (source, source + (target - 30) / 3, depth);
    }

    private static double[] PlainWeights(double[] source, double[] target, double[] depth)
    {
        var weights = new double[depth.Length];
        for (var i = 0; i < depth.Length; i++)
        {
            var agreement = Math.Max(0, 1 - Math.Abs(source[i] - target[i]) / depth[i]) + 1e-3;
            weights[i] = Math.Min(1, agreement + (depth[i] == 1 ? 1 : 0));
        }
        return weights;
    }

    private static double[] PlainCrossEntropy(Tensor logits, Tensor labels, int n)
    {
        var probabilities = TestTensors.Softmax(logits);
        var y = TestTensors.Values(labels);
        var result = new double[n * Pixels];
        for (var b = 0; b < n; b++)
        for (var p = 0; p < Pixels; p++)
            if (y[b * Pixels + p] != 255) result[b * Pixels + p] = -Math.Log(probabilities[b, (int)y[b * Pixels + p], p]);
        return result;
    }
}
