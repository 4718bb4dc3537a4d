// Atrous spatial pyramid pooling with image pooling. L.-C. Chen et al., "Rethinking Atrous Convolution for Semantic Image
// Segmentation", arXiv 1706.05587, Section 3.3, in the form of DeepLabv3+ (arXiv 1802.02611).

using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Research.Adaptation.Models;

/// <summary>A 1x1, several dilated 3x3 convolutions and the picture's mean, side by side, then joined: [N, K, h, w] to [N, channels, h, w].</summary>
internal sealed class DeepLabV3PlusPyramid : nn.Module<Tensor, Tensor>
{
    private readonly ModuleList<ConvolutionUnit> branches = new();
    private readonly ConvolutionUnit pooling, join;
    private readonly BatchDropout dropout;

    public DeepLabV3PlusPyramid(int inputs, DeepLabV3PlusOptions options) : base(nameof(DeepLabV3PlusPyramid))
    {
        var channels = options.PyramidChannels;
        branches.Add(new ConvolutionUnit(inputs, channels, kernel: 1));
        foreach (var dilation in options.PyramidDilations)
            branches.Add(new ConvolutionUnit(inputs, channels, kernel: 3, dilation));
        pooling = new ConvolutionUnit(inputs, channels, kernel: 1);
        join = new ConvolutionUnit(channels * (branches.Count + 1), channels, kernel: 1);
        dropout = new BatchDropout(options.Dropout);
        register_module("branches", branches);
        register_module("pooling", pooling);
        register_module("join", join);
        register_module("dropout", dropout);
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var parts = branches.Select(branch => branch.call(input)).ToList();
        var mean = pooling.call(nn.functional.adaptive_avg_pool2d(input, [1, 1]));
        parts.Add(mean.expand(-1, -1, input.shape[2], input.shape[3]));
        return dropout.call(join.call(cat(parts, dim: 1))).MoveToOuterDisposeScope();
    }
}
