// L.-C. Chen et al., "DeepLab: Semantic Image Segmentation with Deep Convolutional Nets, Atrous Convolution, and Fully
// Connected CRFs", TPAMI 2018, arXiv 1606.00915; with the second classifier on layer 3 that domain adaptation adds
// (Y.-H. Tsai et al., arXiv 1802.10349), as used by M. Chen, H. Xue, D. Cai, arXiv 1909.13589
// (ZJULearning/MaxSquareLoss @2fbc18f, graphs/models/deeplab_multi.py).

using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Research.Adaptation.Models;

/// <summary>DeepLabv2 with two classifiers: the high head on layer 4, the low head on layer 3.</summary>
/// <remarks>
/// Both outputs are resized to the input by bilinear interpolation with aligned corners, then returned as logits.
/// Parameters with ResNet-101 and C = 19: trunk 42,500,160, high head 1,400,908, low head 700,492.
/// The affine parameters of the stem's normalisation are frozen; every other parameter trains, and in training mode all
/// running statistics move. Learning rates: the trunk's, and ten times as much for both heads unless the options say otherwise.
/// Names in the state: <c>trunk.*</c>, <c>low.branches.i</c>, <c>high.branches.i</c>; in the released code <c>layer5</c> is
/// <c>low</c>, <c>layer6</c> is <c>high</c>, and <c>downsample.0/1</c> are <c>shortcut</c> and <c>shortcut_bn</c>.
/// </remarks>
public sealed class DeepLabV2 : nn.Module, ISegmentationModel
{
    private readonly ResNet trunk;
    private readonly DilatedClassifier low, high;

    /// <summary>Builds the network and draws every weight from <paramref name="random"/>.</summary>
    /// <param name="options">Depth, width, classes, initialisation.</param>
    /// <param name="random">The stream for the weights; each parameter draws from its own branch, so one part never shifts another.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public DeepLabV2(DeepLabV2Options options, RandomStream random) : base(nameof(DeepLabV2))
    {
        options.Validate();
        Options = options;
        trunk = new ResNet(options.Trunk);
        low = new DilatedClassifier(trunk.LowChannels, options.Classes, options.HeadDilations, options.Fidelity);
        high = new DilatedClassifier(trunk.HighChannels, options.Classes, options.HeadDilations, options.Fidelity);
        register_module("trunk", trunk);
        register_module("low", low);
        register_module("high", high);
        WeightDrawing.Draw(this, options.Initialisation, headPrefixes: ["low.", "high."], random);
    }

    /// <summary>What the network was built from.</summary>
    public DeepLabV2Options Options { get; }

    /// <inheritdoc/>
    public nn.Module Module => this;

    /// <inheritdoc/>
    public int ClassCount => Options.Classes;

    /// <inheritdoc/>
    public Device Device => parameters().First().device;

    /// <inheritdoc/>
    public IReadOnlyList<ParameterGroup> ParameterGroups =>
        [Group("trunk", 1, "trunk."), Group("heads", Options.HeadLearningRateFactor, "low.", "high.")];

    /// <inheritdoc/>
    public SegmentationOutput Forward(Tensor images, Heads heads = Heads.Both) => Forward(images, heads, record: null);

    /// <inheritdoc/>
    /// <remarks>Stages: stem, layer1, layer2, layer3, layer4, low, high (the last two are logits [N, C, h, w] before resizing).</remarks>
    public SegmentationTrace Trace(Tensor images)
    {
        // Each stage is kept past the scopes it is computed in, then handed to the caller's scope.
        var steps = new List<(string, Tensor Value)>();
        var output = Forward(images, Heads.Both, (name, value) => steps.Add((name, value.alias().DetachFromDisposeScope())));
        foreach (var (_, value) in steps)
            CurrentDisposeScope?.Attach(value);
        return new SegmentationTrace(output, steps);
    }

    private SegmentationOutput Forward(Tensor images, Heads heads, Action<string, Tensor>? record)
    {
        if (images.ndim != 4 || images.shape[1] != 3)
            throw new ArgumentException($"images: expected [N, 3, H, W], got [{string.Join(", ", images.shape)}]");
        using var scope = NewDisposeScope();
        var size = images.shape[2..];
        var features = trunk.Forward(images, record);
        Tensor? lowLogits = null;
        if (heads == Heads.Both)
        {
            var cells = low.call(features.Low);
            record?.Invoke("low", cells);
            lowLogits = ToInputSize(cells, size).MoveToOuterDisposeScope();
        }
        var highCells = high.call(features.High);
        record?.Invoke("high", highCells);
        return new SegmentationOutput(ToInputSize(highCells, size).MoveToOuterDisposeScope(), lowLogits);
    }

    private static Tensor ToInputSize(Tensor logits, long[] size) =>
        nn.functional.interpolate(logits, size: size, mode: InterpolationMode.Bilinear, align_corners: true);

    private ParameterGroup Group(string name, double factor, params string[] prefixes) => new(
        name,
        [.. named_parameters().Where(p => p.parameter.requires_grad && prefixes.Any(prefix => p.name.StartsWith(prefix, StringComparison.Ordinal)))
                              .Select(p => (p.name, p.parameter))],
        factor);
}
