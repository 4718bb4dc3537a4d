using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Research.Torch.Tests;

public class OptimizerTests
{
    [Fact]
    public void Sgd_MomentumAndDecay_FollowsTheRecurrence()
    {
        using var scope = NewDisposeScope();
        var p = new Parameter(tensor(2.0));
        var optimizer = optim.SGD([p], 0.1, momentum: 0.9, weight_decay: 0.5);
        double value = 2, momentum = 0;
        for (var i = 0; i < 4; i++)
        {
            optimizer.zero_grad();
            (p * p).backward();
            optimizer.step();
            var gradient = 2 * value + 0.5 * value;
            momentum = i == 0 ? gradient : 0.9 * momentum + gradient;
            value -= 0.1 * momentum;
            Assert.Equal(value, p.item<double>(), 12);
        }
        Assert.Equal(momentum, ((SGD.State)optimizer.state_dict().State[0]).momentum_buffer!.item<double>(), 12);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Adam_TwoSteps_FollowsThePaper(bool decoupled)
    {
        using var scope = NewDisposeScope();
        var p = new Parameter(tensor(1.5));
        optim.Optimizer optimizer = decoupled ? optim.AdamW([p], 0.01, weight_decay: 0.1) : optim.Adam([p], 0.01, weight_decay: 0.1);
        double value = 1.5, m = 0, v = 0;
        for (var i = 1; i <= 3; i++)
        {
            optimizer.zero_grad();
            (p * p).backward();
            optimizer.step();
            var gradient = 2 * value;
            if (decoupled) value *= 1 - 0.01 * 0.1;
            else gradient += 0.1 * value;
            m = 0.9 * m + 0.1 * gradient;
            v = 0.999 * v + 0.001 * gradient * gradient;
            value -= 0.01 * (m / (1 - Math.Pow(0.9, i))) / (Math.Sqrt(v / (1 - Math.Pow(0.999, i))) + 1e-8);
            Assert.Equal(value, p.item<double>(), 10);
        }
    }

    [Fact]
    public void Lbfgs_Quadratic_FindsTheMinimum()
    {
        using var scope = NewDisposeScope();
        var p = new Parameter(tensor(new[] { 3.0, -2.0 }));
        var curvature = tensor(new[] { 1.0, 10.0 });
        var optimizer = optim.LBFGS([p], lr: 1);
        for (var i = 0; i < 3; i++)
            optimizer.step(() =>
            {
                optimizer.zero_grad();
                var loss = (curvature * (p - 1) * (p - 1)).sum();
                loss.backward();
                return loss;
            });
        Assert.True((p - 1).abs().max().item<double>() < 1e-4);
    }

    [Theory]
    [InlineData("rmsprop")]
    [InlineData("adagrad")]
    public void OtherOptimizers_TwoSteps_FollowTheirFormula(string name)
    {
        using var scope = NewDisposeScope();
        var p = new Parameter(tensor(1.5));
        optim.Optimizer optimizer = name == "rmsprop" ? optim.RMSProp([p], 0.01) : optim.Adagrad([p], 0.01);
        double value = 1.5, sum = 0;
        for (var i = 0; i < 2; i++)
        {
            optimizer.zero_grad();
            (p * p).backward();
            optimizer.step();
            var gradient = 2 * value;
            sum = name == "rmsprop" ? 0.99 * sum + 0.01 * gradient * gradient : sum + gradient * gradient;
            value -= 0.01 * gradient / (Math.Sqrt(sum) + (name == "rmsprop" ? 1e-8 : 1e-10));
            Assert.Equal(value, p.item<double>(), 12);
        }
    }

    [Fact]
    public void ZeroGrad_DropsTheGradient()
    {
        using var scope = NewDisposeScope();
        var p = new Parameter(tensor(1.5));
        var optimizer = optim.SGD([p], 0.1);
        (p * p).backward();
        Assert.NotNull(p.grad);
        optimizer.zero_grad();
        Assert.Null(p.grad);
    }
}
