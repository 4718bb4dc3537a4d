using Research.Adaptation.Losses;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Losses;

public sealed class CrossEntropyTests
{
    [Fact]
    public void Of_TwoPixelsKnownProbabilities_IsMeanNegativeLogarithm()
    {
        using var scope = NewDisposeScope();
        // Two pixels with p = (0.2, 0.8): labels 0 and 1 give -(ln 0.2 + ln 0.8) / 2.
        var logits = TestTensors.OfProbabilities(1, 2, 0.2, 0.8);
        var labels = tensor(new long[] { 0, 1 }, [1, 1, 2]);
        Assert.Equal(-(Math.Log(0.2) + Math.Log(0.8)) / 2, TestTensors.Value(CrossEntropy.Of(logits, labels)), 12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Of_RandomBatch_EqualsPlainLoops(int n)
    {
        using var scope = NewDisposeScope();
        var logits = TestTensors.Logits(n, 4, 3, 5);
        var labels = TestTensors.Labels(n, 4, 3, 5);
        var p = TestTensors.Softmax(logits);
        var y = labels.data<long>().ToArray();
        double sum = 0;
        var count = 0;
        for (var b = 0; b < n; b++)
        for (var i = 0; i < 15; i++)
        {
            if (y[b * 15 + i] == 255) continue;
            sum -= Math.Log(p[b, (int)y[b * 15 + i], i]);
            count++;
        }
        Assert.InRange(count, 1, n * 15 - 1);
        Assert.Equal(sum / count, TestTensors.Value(CrossEntropy.Of(logits, labels)), 12);
    }

    [Fact]
    public void Of_ClassWeights_DividesByTheSumOfWeights()
    {
        using var scope = NewDisposeScope();
        // p = (0.2, 0.8), weights (3, 1): (3 * -ln 0.2 + 1 * -ln 0.8) / 4.
        var logits = TestTensors.OfProbabilities(1, 3, 0.2, 0.8);
        var labels = tensor(new long[] { 0, 1, 255 }, [1, 1, 3]);
        var weights = tensor(new[] { 3.0, 1.0 });
        Assert.Equal((3 * -Math.Log(0.2) - Math.Log(0.8)) / 4, TestTensors.Value(CrossEntropy.Of(logits, labels, weights)), 12);
    }

    [Fact]
    public void Of_RandomBatch_GradientAgreesWithDifferences()
    {
        using var scope = NewDisposeScope();
        var labels = TestTensors.Labels(2, 3, 2, 3);
        GradientCheck.Passes(z => CrossEntropy.Of(z, labels), TestTensors.Logits(2, 3, 2, 3));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(-100)]
    public void Of_ExtremeLogits_StaysExact(double logit)
    {
        using var scope = NewDisposeScope();
        // Two classes with logits (x, -x), label 0: log(1 + exp(-2x)) is 0 for x = 100 and 200 for x = -100 in float32 too.
        var logits = tensor(new[] { (float)logit, (float)-logit }, [1, 2, 1, 1]);
        var value = TestTensors.Value(CrossEntropy.Of(logits, zeros(1, 1, 1, dtype: ScalarType.Int64)));
        Assert.Equal(logit > 0 ? 0 : 200, value, 4);
    }

    [Fact]
    public void Of_AllIgnored_IsZeroWithZeroGradient()
    {
        using var scope = NewDisposeScope();
        var labels = full([2, 2, 2], 255, dtype: ScalarType.Int64);
        var logits = TestTensors.Logits(2, 3, 2, 2);
        Assert.Equal(0, TestTensors.Value(CrossEntropy.Of(logits, labels)));
        Assert.Equal(0, TestTensors.Value(CrossEntropy.Of(logits, labels, ones(3, dtype: ScalarType.Float64))));
        Assert.All(GradientCheck.Of(z => CrossEntropy.Of(z, labels), logits), g => Assert.Equal(0, g));
    }

    [Fact]
    public void Of_WrongLabelShape_NamesBothShapes()
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<ArgumentException>(() => CrossEntropy.Of(TestTensors.Logits(1, 3, 2, 2), TestTensors.Labels(1, 3, 2, 3)));
        Assert.Contains("[1, 2, 2]", error.Message);
        Assert.Contains("[1, 2, 3]", error.Message);
    }
}
