// The depth network of Monodepth2 (C. Godard et al., ICCV 2019, arXiv 1806.01260), with which the depth of arXiv 2104.13613 was
// trained (qinenergy/corda, issue 5). Differences: lib/Adaptation/Papers/CorDA/Differences.md. Notebook: notebooks/04-corda.ipynb.

using Research.Adaptation.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Depth;

/// <summary>A picture to its disparity at several scales: ResNet encoder, U-Net decoder.</summary>
/// <remarks>
/// Pictures are RGB in 0 .. 1, [N, 3, H, W] of any size from 32 x 32; the network itself takes (x - 0.45) / 0.225. An output s in 0 .. 1
/// means depth 1 / (1/far + (1/near - 1/far) s), or far (near / far)^s with a logarithmic range. With the default options: 14.8 million parameters.
/// </remarks>
public sealed class DepthNetwork : nn.Module, ITrainableModel
{
    private readonly DepthEncoder encoder;
    private readonly DisparityDecoder decoder;

    /// <summary>Builds the network and draws every weight from <paramref name="random"/>.</summary>
    /// <param name="options">Depth, width, range.</param>
    /// <param name="random">The stream for the weights; each parameter draws from its own branch.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public DepthNetwork(DepthNetworkOptions options, RandomStream random) : base(nameof(DepthNetwork))
    {
        options.Validate();
        Options = options;
        encoder = new DepthEncoder(options.RowChannel ? 4 : 3, options.Width, options.Blocks);
        decoder = new DisparityDecoder(encoder.Channels, options.DecoderWidth, options.Scales);
        register_module("encoder", encoder);
        register_module("decoder", decoder);
        WeightDrawing.Draw(this, Initialisation.Kaiming, headPrefixes: ["decoder.disparity"], random);
        BeginAt(options.Initial);
    }

    /// <summary>What the network was built from.</summary>
    public DepthNetworkOptions Options { get; }

    /// <inheritdoc/>
    public nn.Module Module => this;

    /// <inheritdoc/>
    public Device Device => parameters().First().device;

    /// <inheritdoc/>
    public IReadOnlyList<ParameterGroup> ParameterGroups =>
        [new("depth", [.. named_parameters().Select(p => (p.name, p.parameter))], 1)];

    /// <summary>Disparities of pictures.</summary>
    /// <param name="pictures">RGB in 0 .. 1, float [N, 3, H, W].</param>
    /// <returns>Values in 0 .. 1, [N, 1, H, W], then half, a quarter, an eighth of the size as far as the options say; the caller's.</returns>
    /// <exception cref="ArgumentException">The shape does not fit.</exception>
    public IReadOnlyList<Tensor> Forward(Tensor pictures)
    {
        var (factor, least) = (Options.Reduction, 32 * Options.Reduction);
        if (pictures.ndim != 4 || pictures.shape[1] != 3 || pictures.shape[2] < least || pictures.shape[3] < least)
            throw new ArgumentException($"pictures: expected [N, 3, H, W] with sides of at least {least}, got [{string.Join(", ", pictures.shape)}]");
        using var scope = NewDisposeScope();
        var reduced = factor == 1 ? pictures : nn.functional.avg_pool2d(pictures, factor);
        var seen = (reduced - 0.45) / 0.225;
        var features = encoder.Forward(Options.RowChannel ? cat([seen, Rows(reduced)], dim: 1) : seen);
        var disparities = decoder.Forward(features, reduced.shape[2], reduced.shape[3]);
        return [.. disparities.Select((d, k) => (factor == 1 ? d : nn.functional.interpolate(
            d, size: [pictures.shape[2] >> k, pictures.shape[3] >> k], mode: InterpolationMode.Bilinear, align_corners: false)).MoveToOuterDisposeScope())];
    }

    /// <summary>Metres of an output.</summary>
    /// <param name="disparity">Values in 0 .. 1, any shape.</param>
    public Tensor ToDepth(Tensor disparity)
    {
        using var scope = NewDisposeScope();
        var depth = Options.LogarithmicRange
            ? (disparity * Math.Log(Options.Nearest / Options.Farthest)).exp() * Options.Farthest
            : (disparity * (1 / Options.Nearest - 1 / Options.Farthest) + 1 / Options.Farthest).reciprocal();
        return depth.MoveToOuterDisposeScope();
    }

    // The centre of each pixel's row, -1 at the upper border to 1 at the lower, [N, 1, H, W].
    private static Tensor Rows(Tensor pictures)
    {
        var (count, height, width) = (pictures.shape[0], pictures.shape[2], pictures.shape[3]);
        var rows = (arange(height, dtype: pictures.dtype, device: pictures.device) + 0.5) * (2.0 / height) - 1;
        return rows.reshape(1, 1, height, 1).expand(count, 1, height, width);
    }

    // The heads' biases, so that an untrained network answers with one plausible distance.
    private void BeginAt(double metres)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var share = Options.LogarithmicRange
            ? Math.Log(metres / Options.Farthest) / Math.Log(Options.Nearest / Options.Farthest)
            : (1 / metres - 1 / Options.Farthest) / (1 / Options.Nearest - 1 / Options.Farthest);
        foreach (var (name, parameter) in named_parameters())
            if (name.StartsWith("decoder.disparity", StringComparison.Ordinal) && name.EndsWith(".bias", StringComparison.Ordinal))
                parameter.fill_(Math.Log(share / (1 - share)));
    }
}
