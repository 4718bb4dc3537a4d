// The multi-task network of Q. Wang, D. Dai, L. Hoyer, L. Van Gool, O. Fink, "Domain Adaptive Semantic Segmentation with Self-Supervised Depth Estimation"
// (CorDA), ICCV 2021, arXiv 2104.13613, Section 3 (task feature correlation module; two depth decoders), on DeepLabv2's trunk (arXiv 1606.00915).
// Code facts: qinenergy/corda @2904cc6, model/deeplabv2_synthia.py, deeplabv2_gta.py, deeplabv2_noatt.py. Notebook: notebooks/04-corda.ipynb.

using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Research.Adaptation.Models;

/// <summary>DeepLabv2 for two tasks, semantics and depth, whose features inform each other; depth has a decoder for each domain.</summary>
/// <remarks>
/// Trunk features [N, 2048, h, w]. For each task t two bottlenecks give F_t [N, K, h, w]. Initial predictions: S0 from F_S (or from the trunk), D0 and
/// D_src,0 from F_D. Exchange: F_t' = F_t + SA_t(F_other), SA a gated 3x3 convolution, one per direction, shared by both domains. Final predictions:
/// dilated classifiers on F_S' (S) and on F_D' (D and D_src). All outputs are resized to the input by bilinear interpolation with aligned corners.
/// Parameters with ResNet-101, K = 256, C = 19: 46,619,049 (SYNTHIA's variant), 48,015,074 (GTA5's).
/// Without exchange the tasks share the trunk only; S, D and D_src remain. Testing needs pictures only: <see cref="ISegmentationModel.Forward"/> gives S as
/// <see cref="SegmentationOutput.High"/> and S0 as <see cref="SegmentationOutput.Low"/>.
/// </remarks>
public sealed class MultiTaskDeepLab : nn.Module, ISegmentationModel
{
    private const string TrunkClassifier = "trunk classifier", DepthHeads = "depth heads";

    private readonly ResNet trunk;
    private readonly Sequential semanticFeatures, depthFeatures;
    private readonly DistillationGate? toSemantics, toDepth;
    private readonly nn.Module<Tensor, Tensor>? initialSemantics, initialTargetDepth, initialSourceDepth;
    private readonly DilatedClassifier semantics, targetDepth, sourceDepth;

    /// <summary>Builds the network and draws every weight from <paramref name="random"/>.</summary>
    /// <param name="options">Depth, width, classes, exchange, variant.</param>
    /// <param name="random">The stream for the weights; a parameter draws from the branch of its name, so networks with and without exchange share all others.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public MultiTaskDeepLab(MultiTaskOptions options, RandomStream random) : base(nameof(MultiTaskDeepLab))
    {
        options.Validate();
        Options = options;
        var width = options.TaskWidth;
        trunk = Register("trunk", new ResNet(options.Trunk));
        semanticFeatures = Register("semantic_features", TaskFeatures());
        depthFeatures = Register("depth_features", TaskFeatures());
        if (options.Exchange)
        {
            initialSemantics = Register<nn.Module<Tensor, Tensor>>("initial_semantics", options.InitialSemantics == InitialSemantics.TrunkFeatures
                ? Classifier(trunk.HighChannels, options.Classes)
                : nn.Conv2d(width, options.Classes, kernel_size: 1));
            initialTargetDepth = Register("initial_target_depth", nn.Conv2d(width, 1, kernel_size: 1));
            initialSourceDepth = Register("initial_source_depth", nn.Conv2d(width, 1, kernel_size: 1));
            toSemantics = Register("to_semantics", new DistillationGate(width));
            toDepth = Register("to_depth", new DistillationGate(width));
        }
        semantics = Register("semantics", Classifier(width, options.Classes));
        targetDepth = Register("target_depth", Classifier(width, 1));
        sourceDepth = Register("source_depth", Classifier(width, 1));
        WeightDrawing.Draw(this, options.Initialisation, SmallHeads, random);
        if (options.DepthStart != 0) StartDepth(options.DepthStart);
        if (options.FreezeTrunkNormalisation) FreezeNormalisation();
    }

    /// <summary>What the network was built from.</summary>
    public MultiTaskOptions Options { get; }

    /// <inheritdoc/>
    public nn.Module Module => this;

    /// <inheritdoc/>
    public int ClassCount => Options.Classes;

    /// <inheritdoc/>
    public Device Device => parameters().First().device;

    /// <inheritdoc/>
    public IReadOnlyList<ParameterGroup> ParameterGroups =>
    [
        .. new[]
        {
            Group("trunk", 1), Group("heads", Options.HeadLearningRateFactor), Group(TrunkClassifier, Options.TrunkClassifierLearningRateFactor),
            Group(DepthHeads, Options.DepthLearningRateFactor),
        }.Where(g => g.Parameters.Count > 0),
    ];

    private static IReadOnlyList<string> DepthPrefixes { get; } = ["target_depth.", "source_depth.", "initial_target_depth.", "initial_source_depth."];

    private static IReadOnlyList<string> SmallHeads { get; } = [.. DepthPrefixes, "semantics.", "initial_semantics.", "to_semantics.", "to_depth."];

    /// <inheritdoc/>
    /// <remarks>High is S; Low is S0, asked for by <see cref="Heads.Both"/> and null in a network without exchange.</remarks>
    public SegmentationOutput Forward(Tensor images, Heads heads = Heads.Both)
    {
        var output = Forward(images, heads == Heads.Both ? MultiTaskHeads.Initial : MultiTaskHeads.Semantics);
        return new SegmentationOutput(output.Semantics, output.InitialSemantics);
    }

    /// <summary>The predictions of both tasks at input size.</summary>
    /// <param name="images">Prepared pictures, float [N, 3, H, W].</param>
    /// <param name="heads">Which heads to compute; S always.</param>
    public MultiTaskOutput Forward(Tensor images, MultiTaskHeads heads) => Forward(images, heads, record: null);

    /// <inheritdoc/>
    /// <remarks>
    /// Stages: stem, layer1 to layer4, semantic_features, depth_features, then with exchange gate_to_semantics, gate_to_depth (0 to 1), semantic_exchanged,
    /// depth_exchanged; then the cells [N, C or 1, h, w] of every head before resizing.
    /// </remarks>
    public SegmentationTrace Trace(Tensor images)
    {
        var steps = new List<(string, Tensor Value)>();
        var output = Forward(images, MultiTaskHeads.All, (name, value) => steps.Add((name, value.alias().DetachFromDisposeScope())));
        foreach (var (_, value) in steps)
            CurrentDisposeScope?.Attach(value);
        return new SegmentationTrace(new SegmentationOutput(output.Semantics, output.InitialSemantics), steps);
    }

    private MultiTaskOutput Forward(Tensor images, MultiTaskHeads heads, Action<string, Tensor>? record)
    {
        if (images.ndim != 4 || images.shape[1] != 3)
            throw new ArgumentException($"images: expected [N, 3, H, W], got [{string.Join(", ", images.shape)}]");
        using var scope = NewDisposeScope();
        var (low, trunkFeatures) = trunk.Forward(images, record);
        low.Dispose();
        var f = Features(trunkFeatures, heads, record);
        var initial = Options.Exchange && heads.HasFlag(MultiTaskHeads.Initial);
        var (withTarget, withSource) = (heads.HasFlag(MultiTaskHeads.TargetDepth), heads.HasFlag(MultiTaskHeads.SourceDepth));
        return new MultiTaskOutput(
            Predict(semantics, f.Semantics, "semantics"),
            initial ? Predict(initialSemantics!, Options.InitialSemantics == InitialSemantics.TrunkFeatures ? trunkFeatures : f.InitialSemantics, "initial_semantics") : null,
            withTarget ? Predict(targetDepth, f.Depth!, "target_depth") : null,
            withTarget && initial ? Predict(initialTargetDepth!, f.InitialDepth!, "initial_target_depth") : null,
            withSource ? Predict(sourceDepth, f.Depth!, "source_depth") : null,
            withSource && initial ? Predict(initialSourceDepth!, f.InitialDepth!, "initial_source_depth") : null);

        Tensor Predict(nn.Module<Tensor, Tensor> head, Tensor features, string name)
        {
            var cells = head.call(features);
            record?.Invoke(name, cells);
            return nn.functional.interpolate(cells, size: images.shape[2..], mode: InterpolationMode.Bilinear, align_corners: true).MoveToOuterDisposeScope();
        }
    }

    // F_S, F_D (initial) and F_S', F_D'. Without exchange the two pairs are the same, and depth is computed only where a depth head needs it.
    private (Tensor InitialSemantics, Tensor? InitialDepth, Tensor Semantics, Tensor? Depth) Features(
        Tensor trunkFeatures, MultiTaskHeads heads, Action<string, Tensor>? record)
    {
        var needDepth = (heads & (MultiTaskHeads.SourceDepth | MultiTaskHeads.TargetDepth)) != 0;
        var s = Noted("semantic_features", semanticFeatures.call(trunkFeatures));
        if (!Options.Exchange && !needDepth) return (s, null, s, null);
        var d = Noted("depth_features", depthFeatures.call(trunkFeatures));
        if (!Options.Exchange) return (s, d, s, d);
        record?.Invoke("gate_to_semantics", toSemantics!.Open(d));
        record?.Invoke("gate_to_depth", toDepth!.Open(s));
        return (s, d,
            Noted("semantic_exchanged", s + toSemantics!.call(d)),
            needDepth ? Noted("depth_exchanged", d + toDepth!.call(s)) : null);

        Tensor Noted(string name, Tensor value)
        {
            record?.Invoke(name, value);
            return value;
        }
    }

    private Sequential TaskFeatures()
    {
        var inner = Options.TaskWidth / Bottleneck.Expansion;
        return nn.Sequential(
            ("0", new Bottleneck(trunk.HighChannels, inner, stride: 1, dilation: 1, project: true)),
            ("1", new Bottleneck(Options.TaskWidth, inner, stride: 1, dilation: 1, project: false)));
    }

    private DilatedClassifier Classifier(int inputs, int outputs) => new(inputs, outputs, Options.HeadDilations, Options.Fidelity);

    // One bias of each depth head; a dilated head sums its branches, and the first is summed in either fidelity.
    private void StartDepth(double value)
    {
        using var noGrad = no_grad();
        foreach (var (name, parameter) in named_parameters())
            if (name is "target_depth.branches.0.bias" or "source_depth.branches.0.bias" or "initial_target_depth.bias" or "initial_source_depth.bias")
                parameter.fill_(value);
    }

    // The trunk's convolutions have no bias, so its vectors are the affine parameters of its normalisations.
    private void FreezeNormalisation()
    {
        foreach (var (_, parameter) in trunk.named_parameters())
            if (parameter.ndim == 1) parameter.requires_grad = false;
    }

    private T Register<T>(string name, T module) where T : nn.Module
    {
        register_module(name, module);
        return module;
    }

    private ParameterGroup Group(string group, double factor) => new(
        group,
        [.. named_parameters().Where(p => p.parameter.requires_grad && GroupOf(p.name) == group).Select(p => (p.name, p.parameter))],
        factor);

    private string GroupOf(string parameter) =>
        parameter.StartsWith("trunk.", StringComparison.Ordinal) ? "trunk"
        : Options.InitialSemantics == InitialSemantics.TrunkFeatures && parameter.StartsWith("initial_semantics.", StringComparison.Ordinal) ? TrunkClassifier
        : DepthPrefixes.Any(p => parameter.StartsWith(p, StringComparison.Ordinal)) ? DepthHeads
        : "heads";
}
