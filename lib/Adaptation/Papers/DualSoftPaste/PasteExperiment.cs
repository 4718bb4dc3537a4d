using System.Text.Json.Nodes;
using Research.Adaptation.Data;
using Research.Adaptation.Evaluation;
using Research.Adaptation.Methods;
using Research.Adaptation.Mixing;
using Research.Adaptation.Models;
using Research.Adaptation.Training;
using TorchSharp;

namespace Research.Adaptation.Papers;

/// <summary>Two source batches, a target batch and rare crops; a network with features; the dual soft paste.</summary>
public sealed record PasteExperiment : Experiment<PasteBatch>
{
    /// <summary>The data.</summary>
    public required DomainPair Data { get; init; }

    /// <summary>The network.</summary>
    public required ProjectedDeepLabOptions Network { get; init; }

    /// <summary>The method.</summary>
    public required DualSoftPasteOptions Method { get; init; }

    /// <summary>Size and normalisation of source pictures before cropping.</summary>
    public required ImagePreparation SourcePreparation { get; init; }

    /// <summary>Size and normalisation of target pictures before cropping.</summary>
    public required ImagePreparation TargetPreparation { get; init; }

    /// <summary>Columns of the crops.</summary>
    public required int CropWidth { get; init; }

    /// <summary>Rows of the crops.</summary>
    public required int CropHeight { get; init; }

    /// <summary>Pictures per step and kind.</summary>
    /// <value>2, as published.</value>
    public int BatchSize { get; init; } = 2;

    /// <summary>Long-tail class first sampling; null for none.</summary>
    public LongTailOptions? LongTail { get; init; }

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
        ["networkName"] = nameof(ProjectedDeepLab),
        ["network"] = Node(Network),
        ["method"] = nameof(DualSoftPaste),
        ["methodOptions"] = Node(Method),
        ["batch"] = BatchSize,
        ["crop"] = $"{CropWidth}x{CropHeight}",
        ["longTail"] = Node(LongTail),
        ["sourcePreparation"] = Node(SourcePreparation),
        ["targetPreparation"] = Node(TargetPreparation),
        ["evaluationPreparation"] = Node(Evaluation.Preparation),
        ["averageWithFlipped"] = Evaluation.AverageWithFlipped,
    };

    /// <inheritdoc/>
    public override ITrainableModel CreateModel(ExperimentContext context) => NewNetwork(context);

    /// <inheritdoc/>
    /// <remarks>Which source pictures contain which class is kept beside the rendered scenes.</remarks>
    public override IBatchSource<PasteBatch> CreateLoader(ExperimentContext context, ITrainableModel model) => new PasteLoader(
        Data.Source, Data.Target,
        LoaderOptions(context.DataSeed(Stage)) with { Cache = context.Cache, Device = context.Device, Shard = context.Shard },
        LongTail is null ? null : Index(context.Places, context.Cancellation));

    /// <summary>Which source pictures contain which class.</summary>
    public ClassIndex Index(DataPlaces places, CancellationToken cancellation = default) =>
        ClassIndex.Of(Data.Source, places.SceneCache, cancellation: cancellation);

    /// <inheritdoc/>
    public override ITrainingMethod<PasteBatch> CreateMethod(ExperimentContext context, ITrainableModel model) =>
        new DualSoftPaste((IFeatureModel)model, NewNetwork(context), Method);

    /// <inheritdoc/>
    /// <remarks>The student, as published.</remarks>
    public override RunOutcome Evaluate(ITrainableModel model, ITrainingMethod<PasteBatch> method, ExperimentContext context) => RunOutcome.Of(
        Evaluator.Evaluate((ISegmentationModel)model, Data.Evaluation, Evaluation, context.Cache, cancellation: context.Cancellation), Data.Evaluation.Name);

    /// <inheritdoc/>
    public override void SaveSamples(ITrainableModel model, ITrainingMethod<PasteBatch> method, ExperimentContext context, string folder) =>
        SamplePredictions.Save((ISegmentationModel)model, Data.Evaluation, Evaluation, folder);

    private PasteLoaderOptions LoaderOptions(long seed) => new()
    {
        Batch = BatchSize, SourcePreparation = SourcePreparation, TargetPreparation = TargetPreparation,
        CropWidth = CropWidth, CropHeight = CropHeight, LongTail = LongTail, Seed = seed,
    };

    private ProjectedDeepLab NewNetwork(ExperimentContext context)
    {
        var network = new ProjectedDeepLab(Network, context.Weights);
        network.to(context.Device);
        return network;
    }
}
