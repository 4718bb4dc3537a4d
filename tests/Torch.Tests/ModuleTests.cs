using Research.TestSupport;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Research.Torch.Tests;

public class ModuleTests
{
    [Fact]
    public void StateDict_OfNetwork_HasFieldNamesAsKeys()
    {
        using var network = new SmallNetwork();
        Assert.Equal(
            ["conv1.weight", "bn1.weight", "bn1.bias", "heads.0.weight", "heads.0.bias", "heads.1.weight", "heads.1.bias",
                "bn1.running_mean", "bn1.running_var", "bn1.num_batches_tracked"],
            network.state_dict().Keys);
    }

    [Fact]
    public void LoadStateDict_WrongKeysAndShapes_NamesEachOfThem()
    {
        using var network = new SmallNetwork();
        using var wrong = zeros(1);
        var state = network.state_dict();
        state.Remove("bn1.bias");
        state["extra"] = wrong;
        state["conv1.weight"] = wrong;
        var error = Assert.Throws<InvalidOperationException>(() => network.load_state_dict(state));
        Assert.Contains("missing: bn1.bias", error.Message);
        Assert.Contains("unexpected: extra", error.Message);
        Assert.Contains("conv1.weight is [8, 3, 3, 3], [1] was given", error.Message);
    }

    [Fact]
    public void LoadStateDict_NotStrict_ReturnsWhatDidNotMatch()
    {
        using var network = new SmallNetwork();
        using var other = zeros(1);
        using var bias = full(8, 2);
        var (missing, unexpected) = network.load_state_dict(new() { ["bn1.bias"] = bias, ["other"] = other }, strict: false);
        Assert.Equal(9, missing.Count);
        Assert.Equal(["other"], unexpected);
        Assert.Equal(2f, network.get_parameter("bn1.bias")![3].item<float>());
    }

    [Fact]
    public void Eval_WholeTree_StopsMeasuring()
    {
        using var network = new SmallNetwork();
        network.eval();
        Assert.All(network.modules(), module => Assert.False(module.training));
        using var before = network.get_buffer("bn1.running_mean")!.clone();
        using var output = network.call(randn(1, 3, 9, 9));
        Assert.True(before.Equals(network.get_buffer("bn1.running_mean")));
    }

    [Fact]
    public void Hooks_AroundCall_SeeAndChange()
    {
        using var scope = NewDisposeScope();
        var layer = ReLU();
        var seen = 0;
        var remover = layer.register_forward_hook((_, input, output) => { seen++; return output + 1; });
        layer.register_forward_pre_hook((_, input) => input * 2);
        Assert.Equal(3f, layer.call(ones(1)).item<float>());
        Assert.Equal(1f, layer.forward(ones(1)).item<float>());
        remover.remove();
        Assert.Equal(2f, layer.call(ones(1)).item<float>());
        Assert.Equal(1, seen);
    }

    [Fact]
    public void To_AnotherType_KeepsTheObjectsAndTheOptimizer()
    {
        using var network = new SmallNetwork();
        using var optimizer = optim.SGD(network.parameters(), 0.1, momentum: 0.9);
        var first = network.parameters().First();
        network.to(float64);
        Assert.Equal(ScalarType.Float64, first.dtype);
        Assert.Equal(ScalarType.Int64, network.get_buffer("bn1.num_batches_tracked")!.dtype);
        using var loss = network.call(randn(1, 3, 9, 9, dtype: float64)).sum();
        loss.backward();
        using var before = first.clone();
        optimizer.step();
        Assert.False(before.Equals(first));
    }

    [Fact]
    public void Sequential_Forward_DisposesWhatFlowsBetween()
    {
        using var chain = Sequential(("a", Conv2d(1, 2, 1)), ("b", ReLU()), ("c", Identity()));
        using var input = ones(1, 1, 2, 2);
        var before = LiveTensors.Settled();
        using (chain.call(input)) Assert.Equal(before + 1, Tensor.TotalCount);
        Assert.Equal(["a.weight", "a.bias"], chain.state_dict().Keys);
    }
}
