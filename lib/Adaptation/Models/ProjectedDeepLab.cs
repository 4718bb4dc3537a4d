// L.-C. Chen et al., "DeepLab", TPAMI 2018, arXiv 1606.00915, with one classifier and a projection of the last features, as
// L. Gao, J. Zhang, L. Zhang, D. Tao use it: "DSP: Dual Soft-Paste for Unsupervised Domain Adaptive Semantic Segmentation", ACM MM
// 2021, arXiv 2107.09600 (GaoLii/DSP @f90a6bb, model/deeplabv2.py: layer5 is the classifier, c1 the projection).

using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Research.Adaptation.Models;

/// <summary>DeepLabv2 with one classifier on layer 4, and a 1x1 projection of layer 4 for losses on features.</summary>
/// <remarks>
/// Logits are resized to the input by bilinear interpolation with aligned corners; features stay at the cells' resolution.
/// Parameters with ResNet-101 and C = 19: trunk 42,500,160, classifier 1,400,908, projection 524,288, together 44,425,356.
/// Frozen: scale and shift of every normalisation (unless the options free them; the stem's stay frozen) and, with learning-rate
/// factor 0, the projection. In training mode all running statistics move.
/// Names in the state: <c>trunk.*</c>, <c>head.branches.i</c>, <c>projection.weight</c>.
/// </remarks>
public sealed class ProjectedDeepLab : nn.Module, IFeatureModel
{
    private readonly ResNet trunk;
    private readonly DilatedClassifier head;
    private readonly Conv2d projection;

    /// <summary>Builds the network and draws every weight from <paramref name="random"/>.</summary>
    /// <param name="options">Depth, width, classes, initialisation.</param>
    /// <param name="random">The stream for the weights; each parameter draws from its own branch.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public ProjectedDeepLab(ProjectedDeepLabOptions options, RandomStream random) : base(nameof(ProjectedDeepLab))
    {
        options.Validate();
        Options = options;
        trunk = new ResNet(options.Trunk);
        head = new DilatedClassifier(trunk.HighChannels, options.Classes, options.HeadDilations, options.Fidelity);
        projection = nn.Conv2d(trunk.HighChannels, options.FeatureChannels, kernel_size: 1, bias: false);
        register_module("trunk", trunk);
        register_module("head", head);
        register_module("projection", projection);
        WeightDrawing.Draw(this, options.Initialisation, headPrefixes: ["head.", "projection."], random);
        if (options.FrozenNormalisation)
            foreach (var (_, scaleOrShift) in trunk.named_parameters().Where(p => p.parameter.ndim == 1))
                scaleOrShift.requires_grad = false;
        projection.weight.requires_grad = options.ProjectionLearningRateFactor > 0;
    }

    /// <summary>What the network was built from.</summary>
    public ProjectedDeepLabOptions Options { get; }

    /// <inheritdoc/>
    public nn.Module Module => this;

    /// <inheritdoc/>
    public int ClassCount => Options.Classes;

    /// <inheritdoc/>
    public Device Device => parameters().First().device;

    /// <inheritdoc/>
    public IReadOnlyList<ParameterGroup> ParameterGroups => Options.ProjectionLearningRateFactor > 0
        ? [Group("trunk", 1), Group("head", Options.HeadLearningRateFactor), Group("projection", Options.ProjectionLearningRateFactor)]
        : [Group("trunk", 1), Group("head", Options.HeadLearningRateFactor)];

    /// <inheritdoc/>
    public SegmentationOutput Forward(Tensor images, Heads heads = Heads.Both)
    {
        using var scope = NewDisposeScope();
        var logits = ToInputSize(head.call(Last(images, record: null)), images);
        return new SegmentationOutput(logits.MoveToOuterDisposeScope(), null);
    }

    /// <inheritdoc/>
    public (Tensor Logits, Tensor Features) ForwardWithFeatures(Tensor images)
    {
        using var scope = NewDisposeScope();
        var last = Last(images, record: null);
        var (logits, features) = (ToInputSize(head.call(last), images), projection.call(last));
        return (logits.MoveToOuterDisposeScope(), features.MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    /// <remarks>Stages: stem, layer1 to layer4, projection, head (logits [N, C, h, w] before resizing).</remarks>
    public SegmentationTrace Trace(Tensor images)
    {
        // Each stage is kept past the scopes it is computed in, then handed to the caller's scope.
        var steps = new List<(string, Tensor Value)>();
        void Record(string name, Tensor value) => steps.Add((name, value.alias().DetachFromDisposeScope()));
        Tensor logits;
        using (NewDisposeScope())
        {
            var last = Last(images, Record);
            Record("projection", projection.call(last));
            var cells = head.call(last);
            Record("head", cells);
            logits = ToInputSize(cells, images).MoveToOuterDisposeScope();
        }
        foreach (var (_, value) in steps)
            CurrentDisposeScope?.Attach(value);
        return new SegmentationTrace(new SegmentationOutput(logits, null), steps);
    }

    private Tensor Last(Tensor images, Action<string, Tensor>? record)
    {
        if (images.ndim != 4 || images.shape[1] != 3)
            throw new ArgumentException($"images: expected [N, 3, H, W], got [{string.Join(", ", images.shape)}]");
        return trunk.Forward(images, record).High;
    }

    private static Tensor ToInputSize(Tensor logits, Tensor images) =>
        nn.functional.interpolate(logits, size: images.shape[2..], mode: InterpolationMode.Bilinear, align_corners: true);

    private ParameterGroup Group(string name, double factor) => new(
        name,
        [.. named_parameters().Where(p => p.parameter.requires_grad && p.name.StartsWith(name + ".", StringComparison.Ordinal))
                              .Select(p => (p.name, p.parameter))],
        factor);
}
