// SegNet's unit. V. Badrinarayanan, A. Kendall, R. Cipolla, "SegNet: A Deep Convolutional Encoder-Decoder Architecture for Image
// Segmentation", TPAMI 2017, arXiv 1511.00561; alexgkendall/SegNet-Tutorial @bb68b64, Models/segnet_train.prototxt.

using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Research.Adaptation.Models;

/// <summary>3x3 convolution with bias, batch normalisation, ReLU: [N, K, h, w] to [N, K', h, w]. The last of a network is the convolution alone.</summary>
internal sealed class SegNetConvolution : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d conv;
    private readonly BatchNorm2d? bn;

    public SegNetConvolution(int inputs, int outputs, bool last = false) : base(nameof(SegNetConvolution))
    {
        conv = nn.Conv2d(inputs, outputs, kernel_size: 3, padding: 1, bias: true);
        register_module("conv", conv);
        if (last) return;
        bn = nn.BatchNorm2d(outputs);
        register_module("bn", bn);
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var output = conv.call(input);
        if (bn is not null) output = bn.call(output).relu_();
        return output.MoveToOuterDisposeScope();
    }
}
