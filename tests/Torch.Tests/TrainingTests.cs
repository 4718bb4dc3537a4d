using Research.TestSupport;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Research.Torch.Tests;

public class TrainingTests
{
    [Fact]
    public void Training_SmallNetwork_LowersTheLoss()
    {
        manual_seed(1);
        using var network = new SmallNetwork();
        using var optimizer = optim.SGD(network.parameters(), 0.1, momentum: 0.9, weight_decay: 1e-4);
        using var images = randn(2, 3, 17, 23);
        using var labels = randint(0, 4, new long[] { 2, 17, 23 });
        labels[0, 0].fill_(255);
        var losses = Enumerable.Range(0, 30).Select(_ => Step(network, optimizer, images, labels)).ToArray();
        Assert.True(losses[^1] < 0.9 * losses[0], $"{losses[0]} to {losses[^1]}");
    }

    [Fact]
    public void Step_InsideScope_LeavesNoTensorBehind()
    {
        using var network = new SmallNetwork();
        using var optimizer = optim.SGD(
            [new SGD.ParamGroup(network.parameters().Take(1), 0.1), new SGD.ParamGroup(network.parameters().Skip(1), 0.01)], 0.1, momentum: 0.9);
        using var images = randn(2, 3, 17, 23);
        using var labels = randint(0, 4, new long[] { 2, 17, 23 });
        Step(network, optimizer, images, labels);
        var before = LiveTensors.Settled();
        for (var i = 0; i < 5; i++) Step(network, optimizer, images, labels);
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void Resume_FromSavedOptimizerAndWeights_ContinuesToTheBit()
    {
        manual_seed(3);
        using var images = randn(2, 3, 17, 23);
        using var labels = randint(0, 4, new long[] { 2, 17, 23 });
        using var network = new SmallNetwork();
        using var optimizer = optim.SGD(network.parameters(), 0.1, momentum: 0.9);
        for (var i = 0; i < 3; i++) Step(network, optimizer, images, labels);
        using var weights = new MemoryStream();
        using var memory = new MemoryStream();
        network.save(weights);
        using (var writer = new BinaryWriter(memory, System.Text.Encoding.UTF8, leaveOpen: true)) optimizer.save_state_dict(writer);
        for (var i = 0; i < 3; i++) Step(network, optimizer, images, labels);

        weights.Position = memory.Position = 0;
        using var second = new SmallNetwork();
        second.load(weights);
        using var resumed = optim.SGD(second.parameters(), 0.5, momentum: 0.1);
        using (var reader = new BinaryReader(memory)) resumed.load_state_dict(reader);
        for (var i = 0; i < 3; i++) Step(second, resumed, images, labels);

        var expected = network.state_dict();
        foreach (var (key, tensor) in second.state_dict()) Assert.True(tensor.Equals(expected[key]), key);
    }

    private static float Step(Module<Tensor, Tensor> network, optim.Optimizer optimizer, Tensor images, Tensor labels)
    {
        using var scope = NewDisposeScope();
        optimizer.zero_grad();
        var loss = functional.cross_entropy(network.call(images), labels, ignore_index: 255);
        loss.backward();
        optimizer.step();
        return loss.item<float>();
    }
}
