using System.Text.Json.Nodes;
using Research.Adaptation.Data;
using Research.Adaptation.Evaluation;
using Research.Adaptation.Methods;
using Research.Adaptation.Models;
using Research.Adaptation.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Papers;

/// <summary>An experiment of the CorDA paper (arXiv 2104.13613): pictures and depth of two domains, a multi-task network.</summary>
public sealed record CordaExperiment : Experiment<DepthDomainBatch>
{
    /// <summary>Under this name in <see cref="Recipe.Needs"/>: the run whose weights the network starts from.</summary>
    public const string Start = "start";

    /// <summary>The data.</summary>
    public required DomainPair Data { get; init; }

    /// <summary>Depth of the source pictures.</summary>
    public required DepthChoice SourceDepth { get; init; }

    /// <summary>Depth of the target pictures.</summary>
    public required DepthChoice TargetDepth { get; init; }

    /// <summary>The network.</summary>
    public required MultiTaskOptions Network { get; init; }

    /// <summary>The network of the run that this one starts from; null where it starts from drawn weights.</summary>
    public MultiTaskOptions? StartNetwork { get; init; }

    /// <summary>The method's settings; with a weight of 0 for mixed pictures and for depth it is training on the source alone.</summary>
    public required CorDAOptions Method { get; init; }

    /// <summary>How source pictures become network input, before the crop.</summary>
    public required ImagePreparation SourcePreparation { get; init; }

    /// <summary>How target pictures become network input, before the crop.</summary>
    public required ImagePreparation TargetPreparation { get; init; }

    /// <summary>Columns of the crop.</summary>
    public required int CropWidth { get; init; }

    /// <summary>Rows of the crop.</summary>
    public required int CropHeight { get; init; }

    /// <summary>Source pictures per step; as many target pictures.</summary>
    /// <value>2.</value>
    public int BatchSize { get; init; } = 2;

    /// <summary>How the result is evaluated.</summary>
    public required EvaluationOptions Evaluation { get; init; }

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        Network.Validate();
        Method.Validate();
        Evaluation.Validate();
        LoaderOptions(seed: 0).Validate();
    }

    /// <inheritdoc/>
    public override JsonObject Describe() => new()
    {
        ["source"] = Data.Source.Fingerprint,
        ["target"] = Data.Target.Fingerprint,
        ["evaluationData"] = Data.Evaluation.Fingerprint,
        ["sourceDepth"] = Method.UsesDepth ? SourceDepth.Fingerprint : null,
        ["targetDepth"] = Method.UsesDepth ? TargetDepth.Fingerprint : null,
        ["network"] = Node(Network),
        ["startNetwork"] = Node(StartNetwork),
        ["method"] = nameof(CorDAAdaptation),
        ["methodOptions"] = Node(Method),
        ["batch"] = BatchSize,
        ["crop"] = $"{CropWidth}x{CropHeight}",
        ["sourcePreparation"] = Node(SourcePreparation),
        ["targetPreparation"] = Node(TargetPreparation),
        ["evaluationPreparation"] = Node(Evaluation.Preparation),
        ["averageWithFlipped"] = Evaluation.AverageWithFlipped,
    };

    /// <inheritdoc/>
    /// <remarks>Weights of the run named "start" are taken where name and shape match, as the released code takes its pretrained ones; the rest is drawn.</remarks>
    public override MultiTaskDeepLab CreateModel(ExperimentContext context)
    {
        var model = NewNetwork(context, Network);
        if (StartNetwork is null) return model;
        using var start = NewNetwork(context, StartNetwork);
        Checkpoint.LoadWeights(context.Needs[Start].CheckpointPath, start);
        CopyMatching(start, model);
        return model;
    }

    /// <inheritdoc/>
    public override DepthDomainLoader CreateLoader(ExperimentContext context, ITrainableModel model)
    {
        var options = LoaderOptions(context.DataSeed(Stage)) with { Cache = context.Cache, Device = context.Device, Shard = context.Shard };
        // Rows without depth losses never look at depth: none is made for them.
        return Method.UsesDepth
            ? new DepthDomainLoader(Data.Source, SourceDepth.Open(context), Data.Target, TargetDepth.Open(context), options)
            : new DepthDomainLoader(Data.Source, new UnknownDepth(Data.Source.Count), Data.Target, new UnknownDepth(Data.Target.Count), options);
    }

    /// <inheritdoc/>
    public override ITrainingMethod<DepthDomainBatch> CreateMethod(ExperimentContext context, ITrainableModel model) =>
        new CorDAAdaptation((MultiTaskDeepLab)model, () => NewNetwork(context, Network), Method, SourcePreparation.Normalisation);

    /// <inheritdoc/>
    /// <remarks>The student's semantics, from pictures alone.</remarks>
    public override RunOutcome Evaluate(ITrainableModel model, ITrainingMethod<DepthDomainBatch> method, ExperimentContext context) => RunOutcome.Of(
        Evaluator.Evaluate((ISegmentationModel)model, Data.Evaluation, Evaluation, context.Cache, cancellation: context.Cancellation), Data.Evaluation.Name);

    /// <inheritdoc/>
    public override void SaveSamples(ITrainableModel model, ITrainingMethod<DepthDomainBatch> method, ExperimentContext context, string folder) =>
        SamplePredictions.Save((ISegmentationModel)model, Data.Evaluation, Evaluation, folder);

    /// <summary>Copies parameters and running statistics from one network to another where name and shape are the same.</summary>
    internal static void CopyMatching(nn.Module from, nn.Module to)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var known = from.state_dict();
        foreach (var (name, value) in to.state_dict())
            if (known.TryGetValue(name, out var kept) && kept.shape.SequenceEqual(value.shape)) value.copy_(kept);
    }

    private static MultiTaskDeepLab NewNetwork(ExperimentContext context, MultiTaskOptions options)
    {
        var network = new MultiTaskDeepLab(options, context.Weights);
        network.to(context.Device);
        return network;
    }

    private DepthDomainLoaderOptions LoaderOptions(long seed) => new()
    {
        Batch = BatchSize,
        SourcePreparation = SourcePreparation,
        TargetPreparation = TargetPreparation,
        CropWidth = CropWidth,
        CropHeight = CropHeight,
        Seed = seed,
    };
}
