// Multi-head, multi-domain semi-supervised segmentation with a directional contrastive loss (Japanese workshop paper, no arXiv entry,
// no released code): one DeepLabv3+ shared by all datasets, one head per dataset. The network's details follow the code it builds
// on, X. Lai et al., "Semi-supervised Semantic Segmentation with Directional Context-aware Consistency", CVPR 2021, arXiv 2106.14133
// (dvlab-research/Context-Aware-Consistency @4fdec7a). Choices: lib/Adaptation/Papers/MultiHead/Differences.md.

using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Research.Adaptation.Models;

/// <summary>A DeepLabv3+ with one head per dataset; the heads may count different classes.</summary>
/// <remarks>
/// With ResNet-50 and three heads of 19 classes: body 39,055,520 parameters, each head 1,296,147, the projector 98,688; 43,042,649 in all.
/// Names in the state: <c>bodies.0.*</c> (one body per dataset where networks are separate), <c>heads.i.*</c>, <c>projectors.0.*</c>.
/// A head's logits are resized to the input by bilinear interpolation with aligned corners.
/// </remarks>
public sealed class MultiHeadNetwork : nn.Module, ITrainableModel
{
    private readonly ModuleList<nn.Module<Tensor, Tensor>> bodies = new();
    private readonly ModuleList<MultiHeadHead> heads = new();
    private readonly ModuleList<MultiHeadProjector> projectors = new();

    /// <summary>Builds the network and draws every weight from <paramref name="random"/>.</summary>
    /// <param name="options">Heads, widths, what is shared.</param>
    /// <param name="random">The stream for the weights; each parameter draws from its own branch, so one part never shifts another.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public MultiHeadNetwork(MultiHeadOptions options, RandomStream random) : base(nameof(MultiHeadNetwork))
    {
        options.Validate();
        Options = options;
        var separate = options.Network == NetworkSharing.Separate;
        for (var i = 0; i < (separate ? options.Heads.Count : 1); i++) bodies.Add(new MultiHeadBody(options));
        for (var i = 0; i < (separate || options.Projector == NetworkSharing.Separate ? options.Heads.Count : 1); i++)
            projectors.Add(new MultiHeadProjector(options.Body.DecoderChannels, options.ProjectorWidth, options.ProjectionSize));
        foreach (var head in options.Heads)
            heads.Add(new MultiHeadHead(((MultiHeadBody)bodies[0]).Channels, head.Classes, options.Body));
        register_module("bodies", bodies);
        register_module("heads", heads);
        register_module("projectors", projectors);
        MultiHeadWeights.Draw(this, random);
    }

    /// <summary>Input pixels per cell of <see cref="Encode"/>, along each side.</summary>
    public const int CellStride = Data.CropPair.CellStride;

    /// <summary>What the network was built from.</summary>
    public MultiHeadOptions Options { get; }

    /// <summary>The network as a module.</summary>
    public nn.Module Module => this;

    /// <summary>Where the weights are.</summary>
    public Device Device => parameters().First().device;

    /// <summary>The trainable parameters: trunk, and everything else.</summary>
    public IReadOnlyList<ParameterGroup> ParameterGroups =>
        [Group("trunk", Options.Body.TrunkLearningRateFactor, trunk: true), Group("rest", 1, trunk: false)];

    /// <summary>The position of a dataset's head.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public int HeadOf(string name)
    {
        for (var i = 0; i < Options.Heads.Count; i++)
            if (Options.Heads[i].Name == name) return i;
        throw new ArgumentException($"there is no head '{name}'; there are {string.Join(", ", Options.Heads.Select(h => h.Name))}", nameof(name));
    }

    /// <summary>What the heads read: the output of the shared part.</summary>
    /// <param name="images">Prepared pictures, float [N, 3, H, W].</param>
    /// <param name="head">The head, 0 to heads - 1; of no consequence where datasets share a network.</param>
    /// <returns>Float [N, channels, H / 4, W / 4].</returns>
    public Tensor Joined(Tensor images, int head)
    {
        if (images.ndim != 4 || images.shape[1] != 3)
            throw new ArgumentException($"images: expected [N, 3, H, W], got [{string.Join(", ", images.shape)}]");
        return bodies[bodies.Count == 1 ? 0 : head].call(images);
    }

    /// <summary>Logits of one head at input size.</summary>
    /// <param name="images">Prepared pictures, float [N, 3, H, W].</param>
    /// <param name="head">The head, 0 to heads - 1.</param>
    /// <returns>Float [N, K, H, W], K the head's classes.</returns>
    public Tensor Logits(Tensor images, int head)
    {
        using var scope = NewDisposeScope();
        return LogitsOf(Joined(images, head), head, images.shape[2], images.shape[3]).MoveToOuterDisposeScope();
    }

    /// <summary>Logits of one head from what it reads.</summary>
    /// <param name="joined">Output of <see cref="Joined"/>.</param>
    /// <param name="head">The head, 0 to heads - 1.</param>
    /// <param name="height">Rows of the pictures.</param>
    /// <param name="width">Columns of the pictures.</param>
    /// <returns>Float [N, K, height, width].</returns>
    public Tensor LogitsOf(Tensor joined, int head, long height, long width)
    {
        using var scope = NewDisposeScope();
        var logits = heads[head].Classify(heads[head].Features(joined));
        return nn.functional.interpolate(logits, size: [height, width], mode: InterpolationMode.Bilinear, align_corners: true).MoveToOuterDisposeScope();
    }

    /// <summary>Logits of all heads at input size, from one pass through the shared part.</summary>
    /// <param name="images">Prepared pictures, float [N, 3, H, W].</param>
    /// <returns>One tensor [N, K, H, W] per head, in the order of the heads.</returns>
    public IReadOnlyList<Tensor> AllLogits(Tensor images)
    {
        using var scope = NewDisposeScope();
        var shared = Options.Network == NetworkSharing.Shared ? Joined(images, 0) : null;
        return [.. Enumerable.Range(0, heads.Count).Select(i =>
            LogitsOf(shared ?? Joined(images, i), i, images.shape[2], images.shape[3]).MoveToOuterDisposeScope())];
    }

    /// <summary>Projected features and logits of each cell, for the directional contrastive loss.</summary>
    /// <param name="images">Prepared pictures, float [N, 3, H, W], H and W multiples of <see cref="CellStride"/>.</param>
    /// <param name="head">The head, 0 to heads - 1.</param>
    /// <exception cref="ArgumentException">The pictures' sides are no multiples of the stride: cells of two crops would not meet.</exception>
    public PixelFeatures Encode(Tensor images, int head)
    {
        if (images.ndim != 4 || images.shape[2] % CellStride != 0 || images.shape[3] % CellStride != 0)
            throw new ArgumentException($"images: expected [N, 3, H, W] with H and W multiples of {CellStride}, got [{string.Join(", ", images.shape)}]");
        using var scope = NewDisposeScope();
        var cells = EncodeOf(Joined(images, head), head);
        return new PixelFeatures(cells.Projected.MoveToOuterDisposeScope(), cells.Logits.MoveToOuterDisposeScope());
    }

    /// <summary>Projected features and logits of each cell, from what the head reads.</summary>
    /// <param name="joined">Output of <see cref="Joined"/> for pictures whose sides are multiples of <see cref="CellStride"/>.</param>
    /// <param name="head">The head, 0 to heads - 1.</param>
    /// <remarks>The head's features (stride 4) are averaged over 2x2 cells; projector and classifier both read the average.</remarks>
    public PixelFeatures EncodeOf(Tensor joined, int head)
    {
        using var scope = NewDisposeScope();
        var cells = nn.functional.avg_pool2d(heads[head].Features(joined), 2);
        var projector = projectors[projectors.Count == 1 ? 0 : head];
        return new PixelFeatures(projector.call(cells).MoveToOuterDisposeScope(), heads[head].Classify(cells).MoveToOuterDisposeScope());
    }

    /// <summary>The network as it answers through one head; it stays this network's, disposing it does nothing.</summary>
    /// <param name="head">The head, 0 to heads - 1.</param>
    public ISegmentationModel Through(int head) => new MultiHeadView(this, head);

    private ParameterGroup Group(string name, double factor, bool trunk) => new(
        name,
        [.. named_parameters().Where(p => p.parameter.requires_grad && MultiHeadWeights.IsTrunk(p.name) == trunk).Select(p => (p.name, p.parameter))],
        factor);
}
