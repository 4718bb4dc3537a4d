// The decoder of Monodepth2 (C. Godard et al., ICCV 2019, arXiv 1806.01260), Table 5 of its supplement: nearest-neighbour
// upsampling, skip connections, 3x3 convolutions with mirrored borders and ELU, a sigmoid disparity at four scales.

using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Research.Adaptation.Depth;

/// <summary>Feature maps of an encoder to disparities at several scales (U-Net: O. Ronneberger et al., arXiv 1505.04597).</summary>
internal sealed class DisparityDecoder : nn.Module
{
    private readonly Conv2d[] before = new Conv2d[5], after = new Conv2d[5], heads;

    public DisparityDecoder(IReadOnlyList<int> features, int width, int scales) : base(nameof(DisparityDecoder))
    {
        heads = new Conv2d[scales];
        var inputs = features[4];
        for (var level = 4; level >= 0; level--)
        {
            var outputs = width << level;
            before[level] = Register($"before{level}", inputs, outputs);
            after[level] = Register($"after{level}", outputs + (level > 0 ? features[level - 1] : 0), outputs);
            if (level < scales) heads[level] = Register($"disparity{level}", outputs, 1);
            inputs = outputs;
        }
    }

    /// <summary>Disparities in 0 .. 1, full size first; they belong to the caller's scope.</summary>
    /// <param name="features">Of the encoder, finest first.</param>
    /// <param name="height">Rows of the pictures.</param>
    /// <param name="width">Columns.</param>
    public IReadOnlyList<Tensor> Forward(IReadOnlyList<Tensor> features, long height, long width)
    {
        var disparities = new Tensor[heads.Length];
        var now = features[4];
        for (var level = 4; level >= 0; level--)
        {
            now = Smooth(before[level], now);
            // To the size of the skipped features, which is not always the double: sides need not be multiples of 32.
            long[] size = level > 0 ? features[level - 1].shape[2..] : [height, width];
            now = nn.functional.interpolate(now, size: size, mode: InterpolationMode.Nearest);
            if (level > 0) now = cat([now, features[level - 1]], dim: 1);
            now = Smooth(after[level], now);
            if (level < heads.Length) disparities[level] = heads[level].call(Mirrored(now)).sigmoid();
        }
        return disparities;
    }

    private Conv2d Register(string name, int inputs, int outputs)
    {
        var convolution = nn.Conv2d(inputs, outputs, kernel_size: 3);
        register_module(name, convolution);
        return convolution;
    }

    private static Tensor Smooth(Conv2d convolution, Tensor features) => nn.functional.elu(convolution.call(Mirrored(features)), 1.0);

    // A side of 1 cannot be mirrored; there the border repeats.
    private static Tensor Mirrored(Tensor features) => nn.functional.pad(
        features, (1, 1, 1, 1), features.shape[2] > 1 && features.shape[3] > 1 ? PaddingModes.Reflect : PaddingModes.Replicate);
}
