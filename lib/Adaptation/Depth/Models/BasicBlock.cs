// K. He et al., "Deep Residual Learning for Image Recognition", CVPR 2016, arXiv 1512.03385, Figure 5 (left).

using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Research.Adaptation.Depth;

/// <summary>Two 3x3 convolutions around a shortcut: [N, K, h, w] to [N, width, h / stride, w / stride].</summary>
internal sealed class BasicBlock : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d conv1, conv2;
    private readonly BatchNorm2d bn1, bn2;
    private readonly Conv2d? shortcut;
    private readonly BatchNorm2d? shortcutNorm;

    public BasicBlock(int inputs, int width, int stride) : base(nameof(BasicBlock))
    {
        conv1 = Register("conv1", nn.Conv2d(inputs, width, kernel_size: 3, stride: stride, padding: 1, bias: false));
        bn1 = Register("bn1", nn.BatchNorm2d(width));
        conv2 = Register("conv2", nn.Conv2d(width, width, kernel_size: 3, padding: 1, bias: false));
        bn2 = Register("bn2", nn.BatchNorm2d(width));
        if (stride == 1 && inputs == width) return;
        shortcut = Register("shortcut", nn.Conv2d(inputs, width, kernel_size: 1, stride: stride, bias: false));
        shortcutNorm = Register("shortcut_bn", nn.BatchNorm2d(width));
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var inner = bn2.call(conv2.call(bn1.call(conv1.call(input)).relu_()));
        var straight = shortcut is null ? input : shortcutNorm!.call(shortcut.call(input));
        return inner.add_(straight).relu_().MoveToOuterDisposeScope();
    }

    private T Register<T>(string name, T module) where T : nn.Module
    {
        register_module(name, module);
        return module;
    }
}
