using System.Text.Json.Nodes;
using Research.Adaptation.Data;
using Research.Adaptation.Evaluation;
using Research.Adaptation.Methods;
using Research.Adaptation.Models;
using Research.Adaptation.Training;
using TorchSharp;

namespace Research.Adaptation.Papers;

/// <summary>Labelled source pictures, unlabelled target pictures, a segmentation network: what most adaptation papers need.</summary>
/// <remarks>Papers that measure more (another head, the teacher) derive from it and override <see cref="Evaluate"/>.</remarks>
public record DomainExperiment : Experiment<DomainBatch>
{
    /// <summary>The data.</summary>
    public required DomainPair Data { get; init; }

    /// <summary>The network.</summary>
    public required NetworkChoice Network { get; init; }

    /// <summary>The method.</summary>
    public required MethodChoice Method { get; init; }

    /// <summary>How source pictures become network input.</summary>
    public required ImagePreparation SourcePreparation { get; init; }

    /// <summary>How target pictures become network input.</summary>
    public required ImagePreparation TargetPreparation { get; init; }

    /// <summary>Source pictures per step; as many target pictures.</summary>
    /// <value>1.</value>
    public int BatchSize { get; init; } = 1;

    /// <summary>How the result is evaluated.</summary>
    public required EvaluationOptions Evaluation { get; init; }

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        SourcePreparation.Validate();
        TargetPreparation.Validate();
        Evaluation.Validate();
        if (Training.Keep == CheckpointRule.BestOnSourceValidation && Data.SourceValidation is null)
            throw new ArgumentException($"{nameof(Training)}.{nameof(Training.Keep)}: {nameof(CheckpointRule.BestOnSourceValidation)} needs labelled source pictures for validation, and the data has none");
    }

    /// <inheritdoc/>
    public override JsonObject Describe()
    {
        var details = new JsonObject
        {
            ["source"] = Data.Source.Fingerprint,
            ["target"] = Data.Target.Fingerprint,
            ["evaluationData"] = Data.Evaluation.Fingerprint,
            ["network"] = Node(Network.Options),
            ["method"] = Method.Name,
            ["methodOptions"] = Node(Method.Options),
            ["batch"] = BatchSize,
            ["sourcePreparation"] = Node(SourcePreparation),
            ["targetPreparation"] = Node(TargetPreparation),
            ["evaluationPreparation"] = Node(Evaluation.Preparation),
            ["averageWithFlipped"] = Evaluation.AverageWithFlipped,
        };
        // Runs from before there were other networks do not name theirs; they stay valid.
        if (Network.Name != nameof(DeepLabV2)) details["networkName"] = Network.Name;
        if (Training.Keep == CheckpointRule.BestOnSourceValidation) details["sourceValidation"] = Data.SourceValidation?.Fingerprint;
        return details;
    }

    /// <inheritdoc/>
    public override ISegmentationModel CreateModel(ExperimentContext context) => NewNetwork(context, context.Weights);

    /// <inheritdoc/>
    public override IBatchSource<DomainBatch> CreateLoader(ExperimentContext context, ITrainableModel model) =>
        new DomainLoader(Data.Source, Data.Target, new DomainLoaderOptions
        {
            SourceBatch = BatchSize,
            TargetBatch = BatchSize,
            SourcePreparation = SourcePreparation,
            TargetPreparation = TargetPreparation,
            Seed = context.DataSeed(Stage),
            Cache = context.Cache,
            Device = context.Device,
            Shard = context.Shard,
        });

    /// <inheritdoc/>
    public override ITrainingMethod<DomainBatch> CreateMethod(ExperimentContext context, ITrainableModel model) => Method.Create(new MethodInputs
    {
        Model = (ISegmentationModel)model,
        NewNetwork = () => NewNetwork(context, context.Weights),
        Random = context.Random.Split("method"),
        Size = (TargetPreparation.Width, TargetPreparation.Height),
        Device = context.Device,
    });

    /// <inheritdoc/>
    /// <remarks>The network itself on <see cref="DomainPair.Evaluation"/>.</remarks>
    public override RunOutcome Evaluate(ITrainableModel model, ITrainingMethod<DomainBatch> method, ExperimentContext context) => RunOutcome.Of(
        Evaluator.Evaluate((ISegmentationModel)model, Data.Evaluation, Evaluation, context.Cache, cancellation: context.Cancellation), Data.Evaluation.Name);

    /// <inheritdoc/>
    /// <remarks>Mean IoU on <see cref="DomainPair.SourceValidation"/>, prepared as source pictures are but without augmentation.</remarks>
    public override double ScoreOnSource(ITrainableModel model, ITrainingMethod<DomainBatch> method, ExperimentContext context) => Data.SourceValidation is null
        ? base.ScoreOnSource(model, method, context)
        : Evaluator.Evaluate((ISegmentationModel)model, Data.SourceValidation, Evaluation with { Preparation = SourcePreparation.WithoutAugmentation() }, context.Cache, cancellation: context.Cancellation)
            .MeanIntersectionOverUnion;

    /// <inheritdoc/>
    /// <remarks>The first, the middle and the last picture of the evaluation set.</remarks>
    public override void SaveSamples(ITrainableModel model, ITrainingMethod<DomainBatch> method, ExperimentContext context, string folder) =>
        SamplePredictions.Save((ISegmentationModel)model, Data.Evaluation, Evaluation, folder);

    private ISegmentationModel NewNetwork(ExperimentContext context, RandomStream random)
    {
        var network = Network.Create(random);
        network.Module.to(context.Device);
        return network;
    }
}
