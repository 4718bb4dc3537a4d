using Research.Adaptation.Models;
using Research.Adaptation.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Training;

public sealed class AdamDescentTests
{
    private static Parameter Start(double value) => new(full([3], value, dtype: ScalarType.Float64));

    [Fact]
    public void Step_OneNumber_FollowsTheHandComputation()
    {
        using var scope = NewDisposeScope();
        // w = 1, gradient 2: m = 0.1 * 2, v = 0.001 * 4; corrected m = 2, root of corrected v = 2: w falls by the rate times 2 / (2 + e).
        var w = new Parameter(tensor(new[] { 1.0 }));
        using var adam = new AdamDescent([new ParameterGroup("all", [("w", w)], 10)], 0.9, 0.999, 1e-8, weightDecay: 0, decoupled: false);
        (w * 2).sum().backward();
        adam.Step(0.01);
        Assert.Equal(1 - 0.1 * 2 / (2 + 1e-8), TestTensors.Value(w), 12);
        // Gradient -1: m = 0.9 * 0.2 - 0.1 = 0.08, v = 0.999 * 0.004 + 0.001 = 0.004996; corrections 1 - 0.81 and 1 - 0.998001.
        var before = TestTensors.Value(w);
        (w * -1).sum().backward();
        adam.Step(0.01);
        Assert.Equal(before - 0.1 * (0.08 / 0.19) / (Math.Sqrt(0.004996 / 0.001999) + 1e-8), TestTensors.Value(w), 10);
        Assert.Equal(["first.w", "second.w", "steps.w"], adam.State.Keys.Order());
        Assert.Equal(2, adam.State["steps.w"].item<long>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Step_ManySteps_EqualsTheLibrarysOptimiser(bool decoupled)
    {
        using var scope = NewDisposeScope();
        var (a, b, a2, b2) = (Start(1), Start(-2), Start(1), Start(-2));
        using var ours = new AdamDescent(
            [new ParameterGroup("trunk", [("a", a)], 1), new ParameterGroup("heads", [("b", b)], 1)], 0.8, 0.95, 1e-7, 0.02, decoupled);
        using optim.Optimizer theirs = decoupled
            ? optim.AdamW([a2, b2], 0.05, 0.8, 0.95, 1e-7, 0.02) : optim.Adam([a2, b2], 0.05, 0.8, 0.95, 1e-7, 0.02);
        Tensor Loss(Tensor x, Tensor y) => (x * x * y).sum() + (y * y).sum();
        for (var step = 0; step < 12; step++)
        {
            Loss(a, b).backward();
            ours.Step(0.05);
            theirs.zero_grad();
            Loss(a2, b2).backward();
            theirs.step();
        }
        Assert.True(a.allclose(a2, rtol: 0, atol: 1e-12) && b.allclose(b2, rtol: 0, atol: 1e-12), $"{TestTensors.Values(a)[0]} {TestTensors.Values(a2)[0]}");
    }

    [Fact]
    public void Step_GroupWithItsOwnDecayAndMomentum_UsesThem()
    {
        using var scope = NewDisposeScope();
        // No gradient but zeros: only AdamW's decay moves a weight, w = 1 - 0.1 * decay.
        var (plain, own) = (new Parameter(ones(1)), new Parameter(ones(1)));
        using var adam = new AdamDescent(
            [new ParameterGroup("plain", [("plain", plain)], 1), new ParameterGroup("own", [("own", own)], 1) { WeightDecay = 0.5 }], 0.9, 0.999, 1e-8, 0.1, decoupled: true);
        (plain * 0 + own * 0).sum().backward();
        adam.Step(0.1);
        Assert.Equal(0.99, TestTensors.Value(plain), 6);
        Assert.Equal(0.95, TestTensors.Value(own), 6);

        // Momentum 0 in one group of the other optimiser: its second step forgets the first.
        var (a, b) = (new Parameter(zeros(1)), new Parameter(zeros(1)));
        using var descent = new MomentumDescent(
            [new ParameterGroup("a", [("a", a)], 1), new ParameterGroup("b", [("b", b)], 1) { Momentum = 0 }], 0.5, 0);
        foreach (var slope in new[] { 4.0, 0.0 })
        {
            ((a + b) * slope).sum().backward();
            descent.Step(1);
        }
        Assert.Equal((-6.0, -4.0), (TestTensors.Value(a), TestTensors.Value(b)));
    }

    [Fact]
    public void Load_StateOfAnotherOptimiser_NamesWhatIsWrongAndChangesNothing()
    {
        using var scope = NewDisposeScope();
        var w = new Parameter(ones(2));
        using var adam = new AdamDescent([new ParameterGroup("all", [("w", w)], 1)], 0.9, 0.999, 1e-8, 0, false);
        w.sum().backward();
        adam.Step(0.1);
        Assert.Contains("adam.first.x", Assert.Throws<ArgumentException>(() => adam.Load(new Dictionary<string, Tensor> { ["first.x"] = ones(2) })).Message);
        Assert.Contains("adam.second.w", Assert.Throws<ArgumentException>(() => adam.Load(new Dictionary<string, Tensor> { ["second.w"] = ones(3) })).Message);
        Assert.Contains("adam.steps.w", Assert.Throws<ArgumentException>(() => adam.Load(new Dictionary<string, Tensor> { ["steps.w"] = ones(2) })).Message);
        Assert.Equal(3, adam.State.Count);
    }
}
