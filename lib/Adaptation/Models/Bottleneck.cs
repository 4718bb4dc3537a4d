// ResNet bottleneck block. K. He et al., "Deep Residual Learning for Image Recognition", CVPR 2016, arXiv 1512.03385,
// in the dilated form of DeepLabv2 (L.-C. Chen et al., arXiv 1606.00915) as released with arXiv 1909.13589
// (ZJULearning/MaxSquareLoss @2fbc18f, graphs/models/deeplab_multi.py): the stride sits on the first 1x1 convolution. In torchvision's
// form, which DeepLabv3+ builds on, it sits on the 3x3 convolution.

using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Research.Adaptation.Models;

/// <summary>1x1, 3x3, 1x1 convolutions around a shortcut: [N, K, h, w] to [N, 4 * width, h / stride, w / stride].</summary>
internal sealed class Bottleneck : nn.Module<Tensor, Tensor>
{
    public const int Expansion = 4;

    private readonly Conv2d conv1, conv2, conv3;
    private readonly BatchNorm2d bn1, bn2, bn3;
    private readonly Conv2d? shortcut;
    private readonly BatchNorm2d? shortcutNorm;

    public Bottleneck(int inputs, int width, int stride, int dilation, bool project, ResNetForm form = ResNetForm.DeepLabV2)
        : base(nameof(Bottleneck))
    {
        var outputs = width * Expansion;
        var (first, middle) = form == ResNetForm.DeepLabV2 ? (stride, 1) : (1, stride);
        conv1 = Register("conv1", nn.Conv2d(inputs, width, kernel_size: 1, stride: first, bias: false));
        bn1 = Register("bn1", nn.BatchNorm2d(width));
        conv2 = Register("conv2", nn.Conv2d(width, width, kernel_size: 3, stride: middle, padding: dilation, dilation: dilation, bias: false));
        bn2 = Register("bn2", nn.BatchNorm2d(width));
        conv3 = Register("conv3", nn.Conv2d(width, outputs, kernel_size: 1, bias: false));
        bn3 = Register("bn3", nn.BatchNorm2d(outputs));
        if (!project) return;
        shortcut = Register("shortcut", nn.Conv2d(inputs, outputs, kernel_size: 1, stride: stride, bias: false));
        shortcutNorm = Register("shortcut_bn", nn.BatchNorm2d(outputs));
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var inner = bn1.call(conv1.call(input)).relu_();
        inner = bn2.call(conv2.call(inner)).relu_();
        inner = bn3.call(conv3.call(inner));
        var straight = shortcut is null ? input : shortcutNorm!.call(shortcut.call(input));
        return inner.add_(straight).relu_().MoveToOuterDisposeScope();
    }

    private T Register<T>(string name, T module) where T : nn.Module
    {
        register_module(name, module);
        return module;
    }
}
