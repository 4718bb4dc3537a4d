using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Research.Adaptation.Data;
using Research.Adaptation.Evaluation;
using Research.Adaptation.Models;
using Research.Adaptation.Training;
using Research.Imaging;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Papers;

/// <summary>Runs recipes: reuses what is kept, goes on with what was stopped, trains what is missing (engineering, no paper).</summary>
public sealed class ExperimentRunner
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    private readonly RunStore store;
    private readonly DataPlaces places;
    private readonly TimeProvider time;
    private readonly string? commit;
    private readonly IProgress<TrainingProgress>? progress;
    private readonly Device device;
    private readonly SampleCache cache = new();

    /// <summary>A runner.</summary>
    /// <param name="store">Where runs are kept.</param>
    /// <param name="places">Where data is found.</param>
    /// <param name="time">The clock.</param>
    /// <param name="commit">Commit of the sources, for the record; null where nobody knows.</param>
    /// <param name="progress">Told how far training is; null for nobody.</param>
    /// <param name="device">Where to compute; null for the processor.</param>
    public ExperimentRunner(
        RunStore store, DataPlaces places, TimeProvider time, string? commit = null, IProgress<TrainingProgress>? progress = null,
        Device? device = null)
    {
        this.store = store;
        this.places = places;
        this.time = time;
        this.commit = commit;
        this.progress = progress;
        this.device = device ?? CPU;
    }

    /// <summary>The result of a recipe: the kept one, or a new one, together with the run it starts from.</summary>
    /// <param name="recipe">What to run.</param>
    /// <param name="profile">At which size.</param>
    /// <param name="seed">Seed of weights, order and augmentation.</param>
    /// <param name="cancellation">Stops with a checkpoint; running again goes on from there.</param>
    /// <exception cref="DatasetException">A dataset is missing or damaged.</exception>
    /// <exception cref="RunException">Another process is at it, or a kept file is damaged.</exception>
    /// <exception cref="CheckpointException">No usable checkpoint is left.</exception>
    /// <exception cref="TrainingException">A loss or weight is not finite.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public RunResult Run(Recipe recipe, Profile profile, long seed, CancellationToken cancellation = default)
    {
        var identity = Identify(recipe, profile, seed);
        if (store.Find(identity) is { } kept)
        {
            Report(recipe, seed, "kept", kept.Steps);
            return kept;
        }
        var start = recipe.StartsFrom is { } first ? Run(first, profile, seed, cancellation) : null;
        var experiment = recipe.Build(profile, places);
        using var folder = store.Open(identity, time);
        // Another process may have finished it while this one waited for the run it starts from.
        return store.Find(identity) ?? Train(folder, recipe, identity, experiment, start, cancellation);
    }

    /// <summary>The kept result, or null where there is none; nothing is trained.</summary>
    public RunResult? Find(Recipe recipe, Profile profile, long seed) => store.Find(Identify(recipe, profile, seed));

    /// <summary>What determines the result, with its hash.</summary>
    public RunIdentity Identify(Recipe recipe, Profile profile, long seed)
    {
        var e = recipe.Build(profile, places);
        var details = new JsonObject
        {
            ["numerics"] = Numerics.Version,
            ["torch"] = __version__,
            ["source"] = e.Data.Source.Fingerprint,
            ["target"] = e.Data.Target.Fingerprint,
            ["evaluationData"] = e.Data.Evaluation.Fingerprint,
            ["network"] = Node(e.Network),
            ["method"] = e.Method.Name,
            ["methodOptions"] = e.Method.Options is { } options ? Node(options) : null,
            ["steps"] = e.Training.Steps,
            ["schedule"] = Node(e.Training.Schedule),
            ["momentum"] = e.Training.Momentum,
            ["weightDecay"] = e.Training.WeightDecay,
            ["batch"] = e.BatchSize,
            ["sourcePreparation"] = Node(e.SourcePreparation),
            ["targetPreparation"] = Node(e.TargetPreparation),
            ["evaluationPreparation"] = Node(e.Evaluation.Preparation),
            ["averageWithFlipped"] = e.Evaluation.AverageWithFlipped,
            ["stage"] = e.Stage,
            ["startsFrom"] = recipe.StartsFrom is { } first ? Identify(first, profile, seed).Hash : null,
        };
        return new RunIdentity(recipe.Key, profile.ToString().ToLowerInvariant(), seed, details);
    }

    /// <summary>The network of a finished run with its last weights, in evaluation mode; the caller disposes it.</summary>
    /// <exception cref="CheckpointException">The checkpoint is damaged.</exception>
    public ISegmentationModel LoadModel(Recipe recipe, RunResult result)
    {
        var profile = Enum.Parse<Profile>(result.Profile, ignoreCase: true);
        var model = NewModel(recipe.Build(profile, places), result.Seed);
        Checkpoint.LoadWeights(result.CheckpointPath, model);
        model.eval();
        return model;
    }

    /// <summary>The network of a recipe before its first step: drawn weights, or those of the run it starts from (trained if need be).</summary>
    public ISegmentationModel InitialModel(Recipe recipe, Profile profile, long seed, CancellationToken cancellation = default)
    {
        var model = NewModel(recipe.Build(profile, places), seed);
        if (recipe.StartsFrom is { } first)
            Checkpoint.LoadWeights(Run(first, profile, seed, cancellation).CheckpointPath, model);
        return model;
    }

    /// <summary>The batches of a recipe, as its run sees them.</summary>
    public DomainLoader Loader(Recipe recipe, Profile profile, long seed) => NewLoader(recipe.Build(profile, places), seed);

    private RunResult Train(
        RunFolder folder, Recipe recipe, RunIdentity identity, Experiment experiment, RunResult? start, CancellationToken cancellation)
    {
        var record = Begin(folder, identity, experiment, start);
        try
        {
            using var model = NewModel(experiment, identity.Seed);
            if (start is not null) Checkpoint.LoadWeights(start.CheckpointPath, model);
            var session = new TrainingSession(folder, recipe.Key, identity.Seed, progress, time);
            double seconds;
            using (var loader = NewLoader(experiment, identity.Seed))
            using (var trainer = new Trainer(model, experiment.Method.Create(model), experiment.Training, Stream(identity.Seed).Split(experiment.Stage)))
                seconds = trainer.Run(session, loader, () => Evaluate(model, experiment, cancellation), cancellation);

            Report(recipe, identity.Seed, "evaluating", experiment.Training.Steps);
            var report = Evaluate(model, experiment, cancellation);
            SavePredictions(folder, model, experiment);
            record = record with
            {
                State = RunState.Finished,
                Finished = time.GetUtcNow(),
                Seconds = seconds,
                Notes = [.. record.Notes, .. folder.Notes],
                Result = EvaluationRecord.Of(report, experiment.Data.Evaluation.Name),
            };
            record.Save(folder.RecordPath);
            Report(recipe, identity.Seed, "finished", experiment.Training.Steps);
            return new RunResult(folder.Path, record, kept: false);
        }
        catch (TrainingException e)
        {
            (record with { State = RunState.Failed, Notes = [.. record.Notes, .. folder.Notes, e.Message] }).Save(folder.RecordPath);
            throw;
        }
    }

    private RunRecord Begin(RunFolder folder, RunIdentity identity, Experiment experiment, RunResult? start)
    {
        var environment = RunEnvironment.Current(commit, device);
        var earlier = store.RecordOf(identity);
        List<string> notes = [.. earlier?.Notes ?? []];
        if (earlier is not null && earlier.Environment != environment)
            notes.Add($"resumed elsewhere: before {earlier.Environment}; after {environment}");
        var record = new RunRecord
        {
            Recipe = identity.Recipe,
            Profile = identity.Profile,
            Seed = identity.Seed,
            Hash = identity.Hash,
            Details = identity.Details,
            StartedFrom = start is null ? null : Path.GetRelativePath(store.Root, start.Folder),
            State = RunState.Started,
            Steps = experiment.Training.Steps,
            Started = earlier?.Started ?? time.GetUtcNow(),
            Environment = environment,
            Notes = notes,
        };
        record.Save(folder.RecordPath);
        return record;
    }

    private EvaluationReport Evaluate(ISegmentationModel model, Experiment experiment, CancellationToken cancellation) =>
        Evaluator.Evaluate(model, experiment.Data.Evaluation, experiment.Evaluation, cache, cancellation: cancellation);

    // First, middle and last picture of the evaluation set: a fixed choice that looks at no score.
    private static void SavePredictions(RunFolder folder, ISegmentationModel model, Experiment experiment)
    {
        Directory.CreateDirectory(folder.PredictionsPath);
        var dataset = experiment.Data.Evaluation;
        foreach (var index in new[] { 0, dataset.Count / 2, dataset.Count - 1 }.Distinct())
        {
            using var scope = NewDisposeScope();
            var image = Images.ToTensor([dataset.Load(index).Image], experiment.Evaluation.Preparation).to(model.Device);
            var (labels, _) = Evaluator.Predict(model, image, experiment.Evaluation.AverageWithFlipped);
            Png.Write(Path.Combine(folder.PredictionsPath, $"{index:d5}.png"), Images.ToLabelMap(labels), dataset.LabelSpace.Palette);
        }
    }

    // Weights are drawn on the processor, so that a seed means the same network on every device.
    private DeepLabV2 NewModel(Experiment experiment, long seed) =>
        new DeepLabV2(experiment.Network, Stream(seed).Split("weights")).to(device);

    private DomainLoader NewLoader(Experiment experiment, long seed) => new(experiment.Data.Source, experiment.Data.Target, new DomainLoaderOptions
    {
        SourceBatch = experiment.BatchSize,
        TargetBatch = experiment.BatchSize,
        SourcePreparation = experiment.SourcePreparation,
        TargetPreparation = experiment.TargetPreparation,
        Seed = (long)(Stream(seed).Split(experiment.Stage).Split("data").NextUInt64() >> 1),
        Cache = cache,
        Device = device,
    });

    private static RandomStream Stream(long seed) => new RandomStream(seed).Split("experiment");

    private static JsonNode? Node(object options) => JsonSerializer.SerializeToNode(options, options.GetType(), Json);

    private void Report(Recipe recipe, long seed, string phase, long steps) =>
        progress?.Report(new TrainingProgress(recipe.Key, seed, phase, steps, steps, [], 0, null));
}
