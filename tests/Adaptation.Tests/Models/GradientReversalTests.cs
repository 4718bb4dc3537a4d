using Research.Adaptation.Models;
using Research.TestSupport;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Models;

public sealed class GradientReversalTests
{
    [Fact]
    public void Of_Forward_IsTheIdentityToTheBit()
    {
        using var scope = NewDisposeScope();
        var z = TestTensors.Logits(2, 3, 4, 5).requires_grad_();
        Assert.Equal(TestTensors.Values(z), TestTensors.Values(GradientReversal.Of(z, 0.7)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.25)]
    [InlineData(1)]
    [InlineData(3)]
    public void Of_Backward_IsMinusLambdaTimesTheGradient(double lambda)
    {
        using var scope = NewDisposeScope();
        var z = TestTensors.Logits(1, 2, 3, 4);
        var straight = GradientCheck.Of(x => x.square().sum(), z);
        var reversed = GradientCheck.Of(x => GradientReversal.Of(x, lambda).square().sum(), z);
        for (var i = 0; i < straight.Length; i++) Assert.Equal(-lambda * straight[i], reversed[i], 12);
    }

    [Fact]
    public void Of_Backward_LeavesTheClassifierBehindItAlone()
    {
        // w . R(z): dL/dw = z whatever lambda, dL/dz = -lambda w.
        using var scope = NewDisposeScope();
        var z = tensor(new[] { 1.0, -2.0, 3.0 }).requires_grad_();
        var w = tensor(new[] { 0.5, 4.0, -1.0 }).requires_grad_();
        (GradientReversal.Of(z, 0.1) * w).sum().backward();
        Assert.Equal([1, -2, 3], TestTensors.Values(w.grad!));
        Assert.Equal([-0.05, -0.4, 0.1], TestTensors.Values(z.grad!).Select(x => Math.Round(x, 12)));
    }

    [Fact]
    public void Of_SameFeaturesUsedTwice_AddsBothGradients()
    {
        // The class loss goes straight, the domain loss through the reversal: 2 - lambda * 5.
        using var scope = NewDisposeScope();
        var z = tensor(new[] { 1.0 }).requires_grad_();
        (2 * z + 5 * GradientReversal.Of(z, 0.3)).sum().backward();
        Assert.Equal(2 - 0.3 * 5, TestTensors.Value(z.grad!), 12);
    }

    [Fact]
    public void Of_Repeated_LeavesNoTensorBehind()
    {
        static void Once()
        {
            using (NewDisposeScope())
            {
                var z = randn([2, 3]).requires_grad_();
                GradientReversal.Of(z, 1).sum().backward();
            }
        }
        Once();
        var before = LiveTensors.Settled();
        Once();
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Of_LambdaOutOfRange_NamesIt(double lambda)
    {
        using var scope = NewDisposeScope();
        Assert.Contains("lambda", Assert.Throws<ArgumentException>(() => GradientReversal.Of(zeros([1]), lambda)).Message);
    }
}
