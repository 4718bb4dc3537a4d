// L.-C. Chen et al., "Encoder-Decoder with Atrous Separable Convolution for Semantic Image Segmentation", ECCV 2018,
// arXiv 1802.02611, with plain convolutions and a ResNet trunk, as dvlab-research/Context-Aware-Consistency @4fdec7a has it.

using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Models;

/// <summary>The part of DeepLabv3+ before its last convolutions: trunk, pyramid, and both levels of features joined at stride 4.</summary>
/// <remarks>
/// With ResNet-50 and the default options: trunk 23,508,032 parameters, pyramid 15,535,104, low-level 1x1 12,384. The pyramid's output is
/// resized to the low-level features (bilinear, aligned corners) and put beside them: 256 + 48 = 304 channels at a quarter of the picture's size.
/// </remarks>
internal sealed class DeepLabV3PlusBody : nn.Module<Tensor, Tensor>
{
    private readonly ResNet trunk;
    private readonly DeepLabV3PlusPyramid pyramid;
    private readonly ConvolutionUnit lowLevel;

    public DeepLabV3PlusBody(DeepLabV3PlusOptions options) : base(nameof(DeepLabV3PlusBody))
    {
        trunk = new ResNet(options.Trunk);
        pyramid = new DeepLabV3PlusPyramid(trunk.HighChannels, options);
        lowLevel = new ConvolutionUnit(trunk.Channels(1), options.LowLevelChannels, kernel: 1);
        Channels = options.PyramidChannels + options.LowLevelChannels;
        register_module("trunk", trunk);
        register_module("pyramid", pyramid);
        register_module("low_level", lowLevel);
    }

    /// <summary>Channels of the joined features.</summary>
    public int Channels { get; }

    public override Tensor forward(Tensor images)
    {
        using var scope = NewDisposeScope();
        var (low, high) = trunk.Forward(images, lowLayer: 1);
        var context = pyramid.call(high);
        var detail = lowLevel.call(low);
        var resized = nn.functional.interpolate(context, size: detail.shape[2..], mode: InterpolationMode.Bilinear, align_corners: true);
        return cat([resized, detail], dim: 1).MoveToOuterDisposeScope();
    }
}
