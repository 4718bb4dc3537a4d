using Research.Adaptation;
using Research.Adaptation.Models;
using TorchSharp;
using TorchSharp.Extras;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Research.Benchmarks.Support;

/// <summary>
/// A training step of DeepLabv2 with ResNet-101 on one picture of 513x257: forward, cross entropy, backward, SGD with momentum.
/// python/deeplab.py has the same network, weights, picture and optimiser, so that the losses can be compared.
/// </summary>
internal sealed class DeepLabStep : IDisposable
{
    private const int Height = 257, Width = 513;

    private readonly DeepLabV2 model = new(new DeepLabV2Options(), new RandomStream(1));
    private readonly bool lowPrecision;
    private readonly SGD optimiser;
    private readonly Tensor picture, labels;

    /// <param name="lowPrecision">Convolutions in bfloat16 with channels next to each other in memory; else single precision in the usual order.</param>
    public DeepLabStep(bool lowPrecision)
    {
        this.lowPrecision = lowPrecision;
        using var scope = NewDisposeScope();
        SetWeights();
        var values = Numbers(3 * Height * Width, 1000).to(float32).reshape(1, 3, Height, Width);
        labels = Numbers(Height * Width, 1001).add(1).mul(model.ClassCount / 2.0).floor().to(int64).reshape(1, Height, Width).DetachFromDisposeScope();
        labels[TensorIndex.Colon, TensorIndex.Slice(0, 16)] = 255;
        if (lowPrecision)
        {
            model.ToChannelsLast();
            values = values.ToChannelsLast();
        }

        picture = values.DetachFromDisposeScope();
        model.train();
        optimiser = optim.SGD(model.parameters().Where(p => p.requires_grad), 2.5e-4, momentum: 0.9, weight_decay: 5e-4);
    }

    /// <summary>Takes a step.</summary>
    /// <returns>The loss before it.</returns>
    public double Run()
    {
        using var scope = NewDisposeScope();
        optimiser.zero_grad();
        var loss = Loss();
        loss.backward();
        optimiser.step();
        return loss.item<float>();
    }

    public void Dispose()
    {
        optimiser.Dispose();
        model.Dispose();
        picture.Dispose();
        labels.Dispose();
    }

    private Tensor Loss()
    {
        using var region = lowPrecision ? Autocast.On(DeviceType.CPU) : null;
        return nn.functional.cross_entropy(model.Forward(picture, Heads.HighOnly).High, labels, ignore_index: 255);
    }

    // The low head takes no part: it gets no gradient, and stays as it was drawn.
    private void SetWeights()
    {
        using var gradless = no_grad();
        Parameter[] weights = [.. model.named_parameters().Where(p => !p.name.StartsWith("low.", StringComparison.Ordinal)).Select(p => p.parameter)];
        foreach (var (index, weight) in weights.Where(w => w.dim() == 4).Index())
            weight.copy_(Numbers(weight.numel(), index).mul(Math.Sqrt(6.0 / (weight.numel() / weight.shape[0]))).reshape(weight.shape));
        foreach (var bias in model.named_parameters().Where(p => p.name.StartsWith("high.", StringComparison.Ordinal) && p.parameter.dim() == 1))
            bias.parameter.zero_();
    }

    /// <summary>Numbers evenly spread over -1 to 1, the same in both languages because libtorch computes both.</summary>
    private static Tensor Numbers(long count, int index)
    {
        var t = arange(1, count + 1, dtype: float64).mul(12.9898).add(index).sin().mul(43758.5453);
        return (t - t.floor()).mul(2).sub(1);
    }
}
