using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Research.Benchmarks.Support;

/// <summary>
/// A ResNet bottleneck, 256 to 64 to 256 channels, on [2, 256, 32, 64] (layer 1 of a ResNet-50 for a 128x256 picture), in the
/// terms of <c>torch.nn</c> only: python/compare.py has the same block in Python.
/// </summary>
internal sealed class BottleneckBlock : IDisposable
{
    private readonly Conv2d reduce = nn.Conv2d(256, 64, kernel_size: 1, bias: false);
    private readonly Conv2d spatial = nn.Conv2d(64, 64, kernel_size: 3, padding: 1, bias: false);
    private readonly Conv2d expand = nn.Conv2d(64, 256, kernel_size: 1, bias: false);
    private readonly BatchNorm2d norm1 = nn.BatchNorm2d(64), norm2 = nn.BatchNorm2d(64), norm3 = nn.BatchNorm2d(256);
    private readonly Tensor input = randn(2, 256, 32, 64, requires_grad: true);
    private readonly nn.Module[] modules;
    private readonly Tensor[] leaves;

    public BottleneckBlock()
    {
        modules = [reduce, spatial, expand, norm1, norm2, norm3];
        leaves = [input, .. modules.SelectMany(m => m.parameters())];
    }

    /// <summary>Forward, backward to weights and input, gradients dropped.</summary>
    public void ForwardBackward()
    {
        using var scope = NewDisposeScope();
        var inner = norm1.call(reduce.call(input)).relu_();
        inner = norm2.call(spatial.call(inner)).relu_();
        norm3.call(expand.call(inner)).add_(input).relu_().sum().backward();
        foreach (var leaf in leaves) leaf.grad = null;
    }

    public void Dispose()
    {
        foreach (var module in modules) module.Dispose();
        input.Dispose();
    }
}
