using TorchSharp;
using TorchSharp.Extras;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Research.Torch.Extras.Tests;

public sealed class PrecisionTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Autocast_OnCpu_RunsConvolutionsInBfloat16AndKeepsWeights()
    {
        var layer = Conv2d(3, 4, 3);
        var image = randn(1, 3, 8, 8);
        using (Autocast.On(DeviceType.CPU))
        {
            Assert.True(Autocast.IsEnabled(DeviceType.CPU));
            var output = layer.call(image);
            Assert.Equal(ScalarType.BFloat16, output.dtype);
            using (Autocast.On(DeviceType.CPU, enabled: false)) Assert.Equal(ScalarType.Float32, layer.call(image).dtype);
            output.sum().backward();
        }
        Assert.False(Autocast.IsEnabled(DeviceType.CPU));
        Assert.Equal(ScalarType.Float32, layer.weight.grad!.dtype);
        Assert.Equal(ScalarType.Float32, layer.call(image).dtype);
    }

    [Fact]
    public void Autocast_OfImpossibleType_IsRefused() =>
        Assert.Throws<ArgumentException>(() => Autocast.On(DeviceType.CPU, ScalarType.Float16));

    [Fact]
    public void Scaler_Overflow_SkipsTheStepAndHalvesTheFactor()
    {
        var p = new Parameter(tensor(2.0f));
        var optimizer = optim.SGD([p], 0.5);
        var scaler = new GradientScaler(new GradientScalerOptions(InitialScale: 8, GrowthInterval: 2));
        scaler.Scaled(p * float.PositiveInfinity).backward();
        Assert.False(scaler.Step(optimizer));
        scaler.Update();
        Assert.Equal((4.0, 2.0f, 1), (scaler.Scale, p.item<float>(), scaler.SkippedSteps));
        for (var i = 0; i < 2; i++)
        {
            optimizer.zero_grad();
            scaler.Scaled(p * 1).backward();
            Assert.True(scaler.Step(optimizer));
            scaler.Update();
        }
        // Two steps of 0.5 times a gradient of 1; the factor has grown after the second.
        Assert.Equal((8.0, 1.0f), (scaler.Scale, p.item<float>()));
    }

    [Fact]
    public void ChannelsLast_Network_GivesTheSameValues()
    {
        var network = Sequential(Conv2d(3, 8, 3, padding: 1), BatchNorm2d(8), ReLU(), Conv2d(8, 2, 1));
        network.eval();
        var image = randn(2, 3, 9, 7);
        var expected = network.call(image);
        var first = network.parameters().First();
        network.ToChannelsLast();
        Assert.Same(first, network.parameters().First());
        Assert.Equal([27, 1, 9, 3], first.stride());
        Assert.True(network.call(image.ToChannelsLast()).allclose(expected, 1e-4, 1e-5));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Checkpoint_Gradients_EqualThoseOfThePlainRun(bool inputNeedsGradient)
    {
        var network = Sequential(Linear(6, 8), Tanh(), Dropout(0.3), Linear(8, 3));
        (Tensor[] Gradients, Tensor Output) Run(bool checkpointed)
        {
            manual_seed(4);
            var input = randn(5, 6).requires_grad_(inputNeedsGradient);
            manual_seed(9);
            network.zero_grad();
            var output = checkpointed ? ActivationCheckpoint.Run(network.call, input) : network.call(input);
            rand(3);
            output.pow(2).sum().backward();
            Tensor?[] all = [.. network.parameters().Select(parameter => parameter.grad), inputNeedsGradient ? input.grad : null];
            return ([.. all.OfType<Tensor>().Select(gradient => gradient.clone())], output.detach().clone());
        }
        var (plain, expected) = Run(false);
        var (again, output) = Run(true);
        Assert.True(output.Equals(expected));
        Assert.Equal(inputNeedsGradient ? 5 : 4, again.Length);
        foreach (var (a, b) in plain.Zip(again)) Assert.True(a.Equals(b));
    }
}
