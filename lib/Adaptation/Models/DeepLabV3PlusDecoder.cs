// The two 3x3 convolutions that end DeepLabv3+ before its classifier. L.-C. Chen et al., ECCV 2018, arXiv 1802.02611, Section 3.1;
// widths and dropout of dvlab-research/Context-Aware-Consistency @4fdec7a.

using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Research.Adaptation.Models;

/// <summary>3x3 convolution, dropout, 3x3 convolution, each with normalisation and ReLU: [N, K, h, w] to [N, DecoderChannels, h, w].</summary>
internal sealed class DeepLabV3PlusDecoder : nn.Module<Tensor, Tensor>
{
    private readonly ConvolutionUnit first, second;
    private readonly BatchDropout dropout;

    public DeepLabV3PlusDecoder(int inputs, DeepLabV3PlusOptions options) : base(nameof(DeepLabV3PlusDecoder))
    {
        first = new ConvolutionUnit(inputs, options.DecoderChannels, kernel: 3);
        dropout = new BatchDropout(options.Dropout);
        second = new ConvolutionUnit(options.DecoderChannels, options.DecoderChannels, kernel: 3);
        register_module("first", first);
        register_module("dropout", dropout);
        register_module("second", second);
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return second.call(dropout.call(first.call(input))).MoveToOuterDisposeScope();
    }
}
