using Research.Adaptation.Losses;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Losses;

public sealed class MaximumSquaresImageWiseTests
{
    private const double Alpha = 0.2;

    [Theory]
    [InlineData(1, Fidelity.Paper)]
    [InlineData(2, Fidelity.Paper)]
    [InlineData(3, Fidelity.Paper)]
    [InlineData(1, Fidelity.ReleasedCode)]
    [InlineData(2, Fidelity.ReleasedCode)]
    [InlineData(3, Fidelity.ReleasedCode)]
    public void ImageWise_RandomBatch_EqualsPlainLoops(int n, Fidelity fidelity)
    {
        using var scope = NewDisposeScope();
        var logits = TestTensors.Logits(n, 4, 3, 5);
        Assert.Equal(ByLoops(logits, fidelity), TestTensors.Value(MaximumSquares.ImageWise(logits, Alpha, fidelity)), 12);
    }

    [Fact]
    public void ImageWise_KnownPixels_EqualsTheHandComputation()
    {
        using var scope = NewDisposeScope();
        // Four pixels, three predicted as class 0 and one as class 1, all with (0.8, 0.2) or (0.2, 0.8); squares sum to 0.68.
        // alpha = 0.5: class 0 has weight 1/sqrt(3 * 4), class 1 has 1/sqrt(1 * 4).
        var logits = cat([TestTensors.OfProbabilities(1, 3, 0.8, 0.2), TestTensors.OfProbabilities(1, 1, 0.2, 0.8)], dim: 3);
        var (w0, w1) = (1 / Math.Sqrt(12), 0.5);
        Assert.Equal(-(3 * w0 + w1) * 0.68 / 2, TestTensors.Value(MaximumSquares.ImageWise(logits, 0.5, Fidelity.ReleasedCode)), 12);
        // Paper: each square has the weight of its own class.
        var byClass = 3 * (w0 * 0.64 + w1 * 0.04) + (w0 * 0.04 + w1 * 0.64);
        Assert.Equal(-byClass / 2, TestTensors.Value(MaximumSquares.ImageWise(logits, 0.5)), 12);
    }

    [Theory]
    [InlineData(Fidelity.Paper)]
    [InlineData(Fidelity.ReleasedCode)]
    public void ImageWise_Batch_IsTheMeanOfItsImages(Fidelity fidelity)
    {
        using var scope = NewDisposeScope();
        // The images differ in what they contain; sharing one histogram would give another value.
        var first = TestTensors.Logits(1, 4, 3, 5, seed: 5);
        var second = TestTensors.Logits(1, 4, 3, 5, deviation: 0.1, seed: 6);
        second[0, 2] += 3.0;
        var single = new[] { first, second }.Average(z => TestTensors.Value(MaximumSquares.ImageWise(z, Alpha, fidelity)));
        Assert.Equal(single, TestTensors.Value(MaximumSquares.ImageWise(cat([first, second], dim: 0), Alpha, fidelity)), 12);
    }

    [Theory]
    [InlineData(Fidelity.Paper, 1)]
    [InlineData(Fidelity.ReleasedCode, 2)]
    public void ImageWise_AlphaZero_IsThePlainLossUpToTheCodesFactor(Fidelity fidelity, double factor)
    {
        using var scope = NewDisposeScope();
        var logits = TestTensors.Logits(2, 4, 3, 5);
        Assert.Equal(factor * TestTensors.Value(MaximumSquares.Of(logits, fidelity)), TestTensors.Value(MaximumSquares.ImageWise(logits, 0, fidelity)), 12);
    }

    [Fact]
    public void ClassWeights_AlphaOne_GiveEveryPredictedClassTheSameTotal()
    {
        using var scope = NewDisposeScope();
        var logits = TestTensors.Logits(1, 4, 6, 7);
        var counts = MaximumSquares.PredictedPixels(logits).data<long>().ToArray();
        var weights = TestTensors.Values(MaximumSquares.ClassWeights(logits, 1));
        Assert.Equal(42, counts.Sum());
        for (var c = 0; c < 4; c++) Assert.Equal(1, weights[c] * counts[c], 12);
    }

    [Fact]
    public void ClassWeights_AbsentClass_CountsAsOnePixel()
    {
        using var scope = NewDisposeScope();
        // All six pixels are class 0; classes 1 and 2 are predicted nowhere: weight 1 / (1^0.2 * 6^0.8).
        var logits = TestTensors.OfProbabilities(2, 3, 0.8, 0.1, 0.1);
        var weights = TestTensors.Values(MaximumSquares.ClassWeights(logits, Alpha));
        Assert.Equal(1 / 6.0, weights[0], 12);
        Assert.Equal(Math.Pow(6, -0.8), weights[1], 12);
        Assert.True(double.IsFinite(TestTensors.Value(MaximumSquares.ImageWise(logits, Alpha))));
    }

    [Fact]
    public void PixelWeights_RandomImage_AreThoseOfThePredictedClass()
    {
        using var scope = NewDisposeScope();
        var logits = TestTensors.Logits(2, 3, 4, 4);
        var pixels = TestTensors.Values(MaximumSquares.PixelWeights(logits, Alpha));
        var classes = TestTensors.Values(MaximumSquares.ClassWeights(logits, Alpha));
        var predicted = logits.argmax(dim: 1).data<long>().ToArray();
        for (var i = 0; i < 32; i++) Assert.Equal(classes[i / 16 * 3 + predicted[i]], pixels[i]);
    }

    [Theory]
    [InlineData(Fidelity.Paper)]
    [InlineData(Fidelity.ReleasedCode)]
    public void ImageWise_Gradient_TreatsTheWeightsAsConstants(Fidelity fidelity)
    {
        using var scope = NewDisposeScope();
        // A small step does not change an argmax, so differences see the weights as constants too.
        GradientCheck.Passes(z => MaximumSquares.ImageWise(z, Alpha, fidelity), TestTensors.Logits(2, 3, 2, 3));
        Assert.False(MaximumSquares.ClassWeights(TestTensors.Logits(1, 3, 2, 2).requires_grad_(), Alpha).requires_grad);
    }

    [Theory]
    [InlineData(Fidelity.Paper)]
    [InlineData(Fidelity.ReleasedCode)]
    public void ImageWise_ValidMask_EqualsTheCroppedImage(Fidelity fidelity)
    {
        using var scope = NewDisposeScope();
        var logits = TestTensors.Logits(2, 4, 3, 6);
        var valid = zeros(2, 3, 6, dtype: ScalarType.Bool);
        valid[.., .., ..4] = true;
        var cropped = logits.narrow(3, 0, 4);
        Assert.Equal(TestTensors.Value(MaximumSquares.ImageWise(cropped, Alpha, fidelity)),
            TestTensors.Value(MaximumSquares.ImageWise(logits, Alpha, fidelity, valid)), 12);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void ImageWise_AlphaOutOfRange_NamesIt(double alpha)
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<ArgumentException>(() => MaximumSquares.ImageWise(TestTensors.Logits(1, 3, 2, 2), alpha));
        Assert.Contains("alpha", error.Message);
    }

    private static double ByLoops(Tensor logits, Fidelity fidelity)
    {
        var p = TestTensors.Softmax(logits);
        var (images, classes, pixels) = (p.GetLength(0), p.GetLength(1), p.GetLength(2));
        double total = 0;
        for (var b = 0; b < images; b++)
        {
            int Predicted(int i) => Enumerable.Range(0, classes).MaxBy(c => p[b, c, i]);
            var counts = new int[classes];
            for (var i = 0; i < pixels; i++) counts[Predicted(i)]++;
            double Share(int c) => Math.Pow(Math.Max(counts[c], 1), Alpha) * Math.Pow(pixels, 1 - Alpha);
            for (var i = 0; i < pixels; i++)
            for (var c = 0; c < classes; c++)
            {
                var square = p[b, c, i] * p[b, c, i];
                total -= fidelity == Fidelity.Paper ? square / (2 * Share(c)) / images : square / Share(Predicted(i)) / (images * classes);
            }
        }
        return total;
    }
}
