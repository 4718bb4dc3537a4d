// Stage 1 of Q. Wang et al., ICCV 2021, arXiv 2104.13613: depth without labels, as Monodepth2 (arXiv 1806.01260) trains it.

using System.Text.Json.Nodes;
using Research.Adaptation.Data;
using Research.Adaptation.Depth;
using Research.Adaptation.Methods;
using Research.Adaptation.Models;
using Research.Adaptation.Training;
using Research.Imaging;
using TorchSharp;

namespace Research.Adaptation.Papers;

/// <summary>Self-supervised depth from stereo pairs or from video, measured against the truth of pictures that training does not see.</summary>
public sealed record DepthExperiment : Experiment<DepthBatch>
{
    private readonly DepthBaselines baselines = new();

    /// <summary>Stereo pairs: what stereo training sees. Their truth serves the constant baselines only.</summary>
    public required IStereoDataset Pairs { get; init; }

    /// <summary>Triples: what video training sees; null for training from <see cref="Pairs"/>.</summary>
    public IVideoDataset? Video { get; init; }

    /// <summary>Pairs whose left pictures' truth the network is judged by.</summary>
    public required IStereoDataset Evaluation { get; init; }

    /// <summary>The depth network.</summary>
    public required DepthNetworkOptions Network { get; init; }

    /// <summary>The losses.</summary>
    public SelfSupervisedDepthOptions Method { get; init; } = new();

    /// <summary>Channels of the pose network's first layer; read with <see cref="Video"/> only.</summary>
    /// <value>16, as published.</value>
    public int PoseWidth { get; init; } = 16;

    /// <summary>Factor of the pose network's answer; read with <see cref="Video"/> only.</summary>
    /// <value>0.01, as published.</value>
    public double PoseScale { get; init; } = 0.01;

    /// <summary>How far ahead the pose network takes the camera to have moved before it has learned anything, in the network's unit of depth; read with <see cref="Video"/> only.</summary>
    /// <value>0, as published.</value>
    public double PoseForward { get; init; }

    /// <summary>Samples per step.</summary>
    /// <value>12, as published.</value>
    public int BatchSize { get; init; } = 12;

    /// <summary>How it is judged. Video has no unit of length: each prediction is then brought to the truth's median first, the baselines too.</summary>
    public DepthMetrics Metrics { get; init; } = new();

    /// <summary>The stereo matcher it is compared with.</summary>
    public SemiGlobalOptions Matching { get; init; } = new();

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        Network.Validate();
        Method.Validate();
        Metrics.Validate();
        Matching.Validate();
        if (BatchSize is < 1 or > 1024) throw new ArgumentException($"{nameof(BatchSize)}: expected 1 to 1024, got {BatchSize}");
    }

    /// <inheritdoc/>
    public override JsonObject Describe() => new()
    {
        ["pairs"] = Pairs.Fingerprint,
        ["video"] = Video?.Fingerprint,
        ["evaluationData"] = Evaluation.Fingerprint,
        ["network"] = Node(Network),
        ["method"] = nameof(SelfSupervisedDepth),
        ["methodOptions"] = Node(Method),
        ["pose"] = Video is null ? null : new JsonObject { ["width"] = PoseWidth, ["scale"] = PoseScale, ["forward"] = PoseForward },
        ["batch"] = BatchSize,
        ["metrics"] = Node(Metrics),
        ["matching"] = Node(Matching),
    };

    /// <inheritdoc/>
    public override DepthNetwork CreateModel(ExperimentContext context)
    {
        var network = new DepthNetwork(Network, context.Weights);
        network.to(context.Device);
        return network;
    }

    /// <inheritdoc/>
    public override IBatchSource<DepthBatch> CreateLoader(ExperimentContext context, ITrainableModel model)
    {
        var options = new DepthLoaderOptions { Batch = BatchSize, Seed = context.DataSeed(Stage), Device = context.Device, Shard = context.Shard };
        return Video is null ? new DepthLoader(Pairs, options) : new DepthLoader(Video, options);
    }

    /// <inheritdoc/>
    public override ITrainingMethod<DepthBatch> CreateMethod(ExperimentContext context, ITrainableModel model)
    {
        var pose = Video is null ? null : new PoseNetwork(PoseWidth, context.Random.Split("pose weights"), PoseScale, PoseForward);
        pose?.to(context.Device);
        return new SelfSupervisedDepth((DepthNetwork)model, pose, Method);
    }

    /// <inheritdoc/>
    /// <remarks>Scores: those of <see cref="DepthScore.Numbers"/>, and of each baseline as "constant.abs_rel" and so on.</remarks>
    public override RunOutcome Evaluate(ITrainableModel model, ITrainingMethod<DepthBatch> method, ExperimentContext context)
    {
        var network = (DepthNetwork)model;
        var training = network.training;
        network.eval();
        var scores = Enumerable.Range(0, Evaluation.Count).Select(i =>
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var pair = Evaluation.Load(i);
            return Metrics.Score(PredictedDepth.Of(network, pair.Left), pair.Truth);
        });
        var numbers = DepthScore.Mean(scores).Numbers.ToDictionary(n => n.Name, n => n.Value);
        network.train(training);
        foreach (var (name, score) in baselines.Measure(Pairs, Evaluation, Metrics, Matching, context.Cancellation))
            foreach (var (number, value) in score.Numbers) numbers[$"{name}.{number}"] = value;
        return new RunOutcome { Scores = numbers };
    }

    /// <inheritdoc/>
    /// <remarks>The first, the middle and the last picture of the evaluation set, near yellow and far violet.</remarks>
    public override void SaveSamples(ITrainableModel model, ITrainingMethod<DepthBatch> method, ExperimentContext context, string folder)
    {
        var network = (DepthNetwork)model;
        network.eval();
        foreach (var index in new[] { 0, Evaluation.Count / 2, Evaluation.Count - 1 }.Distinct())
            Png.Write(Path.Combine(folder, $"{index:d5}.png"), DepthPainter.Paint(PredictedDepth.Of(network, Evaluation.Load(index).Left)));
    }
}
