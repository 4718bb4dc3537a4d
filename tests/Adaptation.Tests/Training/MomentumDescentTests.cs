using Research.Adaptation.Models;
using Research.Adaptation.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Training;

public sealed class MomentumDescentTests
{
    [Fact]
    public void Step_OneNumber_FollowsTheHandComputation()
    {
        using var scope = NewDisposeScope();
        // w = 1, gradient 2, decay 0.5, momentum 0.9, rate 0.1, factor 10 (so 1).
        // v1 = 2 + 0.5 * 1 = 2.5, w = 1 - 2.5 = -1.5; v2 = 0.9 * 2.5 + (2 + 0.5 * -1.5) = 3.5, w = -5.
        var w = new Parameter(tensor(new[] { 1.0 }));
        using var descent = new MomentumDescent([new ParameterGroup("all", [("w", w)], 10)], momentum: 0.9, weightDecay: 0.5);
        foreach (var expected in new[] { -1.5, -5.0 })
        {
            (w * 2).sum().backward();
            descent.Step(0.1);
            Assert.Equal(expected, TestTensors.Value(w), 12);
            Assert.Null(w.grad);
        }
        Assert.Equal(3.5, TestTensors.Value(descent.State["w"]), 12);
    }

    [Fact]
    public void Step_ManySteps_EqualsTheLibrarysOptimiser()
    {
        using var scope = NewDisposeScope();
        // Two parameters in two groups; torch.optim.SGD with the same settings must land on the same weights.
        Parameter Start(double value) => new(full([3], value, dtype: ScalarType.Float64));
        var (a, b, a2, b2) = (Start(1), Start(-2), Start(1), Start(-2));
        using var ours = new MomentumDescent(
            [new ParameterGroup("trunk", [("a", a)], 1), new ParameterGroup("heads", [("b", b)], 10)], 0.9, 5e-4);
        using var theirs = optim.SGD(
            [new SGD.ParamGroup([a2], 0.01, momentum: 0.9, weight_decay: 5e-4), new SGD.ParamGroup([b2], 0.1, momentum: 0.9, weight_decay: 5e-4)],
            0.01, momentum: 0.9, weight_decay: 5e-4);
        Tensor Loss(Tensor x, Tensor y) => (x * x * y).sum() + (y * y).sum();
        for (var step = 0; step < 10; step++)
        {
            Loss(a, b).backward();
            ours.Step(0.01);
            theirs.zero_grad();
            Loss(a2, b2).backward();
            theirs.step();
        }
        Assert.True(a.allclose(a2, rtol: 0, atol: 1e-12) && b.allclose(b2, rtol: 0, atol: 1e-12));
    }

    [Fact]
    public void Step_ParameterWithoutGradient_IsLeftAlone()
    {
        using var scope = NewDisposeScope();
        var (used, unused) = (new Parameter(ones(2)), new Parameter(ones(2)));
        using var descent = new MomentumDescent([new ParameterGroup("all", [("used", used), ("unused", unused)], 1)], 0.9, 0.1);
        used.sum().backward();
        descent.Step(0.1);
        Assert.Equal([1.0, 1.0], TestTensors.Values(unused));
        Assert.Equal(["used"], descent.State.Keys);
    }

    [Fact]
    public void Load_WrongShapeOrName_IsRefusedAndChangesNothing()
    {
        using var scope = NewDisposeScope();
        var w = new Parameter(ones(2));
        using var descent = new MomentumDescent([new ParameterGroup("all", [("w", w)], 1)], 0.9, 0);
        w.sum().backward();
        descent.Step(0.1);
        Assert.Contains("momentum.w", Assert.Throws<ArgumentException>(() => descent.Load(new Dictionary<string, Tensor> { ["w"] = ones(3) })).Message);
        Assert.Contains("momentum.x", Assert.Throws<ArgumentException>(() => descent.Load(new Dictionary<string, Tensor> { ["x"] = ones(2) })).Message);
        Assert.Equal([1.0, 1.0], TestTensors.Values(descent.State["w"]));
    }
}
