using System.Text.Json.Nodes;
using Research.Adaptation.Data;
using Research.Adaptation.Models;
using Research.Adaptation.Training;
using TorchSharp.Extras;
using static TorchSharp.torch;

namespace Research.Adaptation.Papers;

/// <summary>Runs recipes: reuses what is kept, goes on with what was stopped, trains what is missing (engineering, no paper).</summary>
public sealed class ExperimentRunner
{
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

    /// <summary>The processes that train together, this one among them; null where it trains alone. Rank 0 writes.</summary>
    public ProcessGroup? Group { get; init; }

    /// <summary>Who trains runs side by side in <see cref="TrainAhead"/>; null for nobody: one run after the other, here.</summary>
    public WorkerPool? Workers { get; init; }

    /// <summary>
    /// Trains what is missing, several runs side by side, if there are <see cref="Workers"/>. The Paper profile and other devices than the processor are left to
    /// <see cref="Run"/>, as is what a worker could not do: call that for the results.
    /// </summary>
    /// <param name="recipes">What to run; those that are in no table of the catalogue are left out.</param>
    /// <param name="profile">At which size.</param>
    /// <param name="seeds">With each of these seeds.</param>
    /// <param name="cancellation">Stops with checkpoints.</param>
    /// <returns>Recipe and seed of each run that is finished now and was not before, with those that these started from.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IReadOnlySet<(string Recipe, long Seed)> TrainAhead(IEnumerable<Recipe> recipes, Profile profile, IEnumerable<long> seeds, CancellationToken cancellation = default)
    {
        if (Workers is null || Group is not null || profile == Profile.Paper || device.type != TorchSharp.DeviceType.CPU) return new HashSet<(string, long)>();
        var plan = new WorkerPlan(RecipeCatalogue.Knows, IsKept, (recipe, seed) => Identify(recipe, profile, seed).Hash, profile);
        var all = seeds.ToArray();
        foreach (var recipe in recipes)
            foreach (var seed in all)
                plan.Add(recipe, seed);
        if (plan.Jobs.Count < 2) return new HashSet<(string, long)>();
        Workers.Train(plan.Jobs, store.Root, places, progress, cancellation);
        return plan.Jobs.Where(job => Find(job.Recipe, profile, job.Seed) is not null).Select(job => (job.Recipe.Key, job.Seed)).ToHashSet();

        bool IsKept(Recipe recipe, long seed)
        {
            if (Find(recipe, profile, seed) is not { } kept) return false;
            Report(recipe, seed, "kept", kept.Steps);
            return true;
        }
    }

    /// <summary>The result of a recipe: the kept one, or a new one, together with the runs it starts from or needs.</summary>
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
        if (ReplicatedRun.Decide(Group, () => store.Find(identity) is not null))
        {
            var kept = store.Find(identity) ?? throw new RunException(store.FolderOf(identity), $"rank 0 sees this finished run and rank {Group?.Rank} does not: the processes need one folder for runs");
            Report(recipe, seed, "kept", kept.Steps);
            return kept;
        }
        var start = recipe.StartAt(profile) is { } first ? Run(first, profile, seed, cancellation) : null;
        var context = Context(recipe, profile, seed, cancellation);
        var experiment = recipe.Build(profile, places);
        experiment.Validate();
        using var folder = ReplicatedRun.Open(Group, store, identity, time);
        // Another process may have finished it while this one waited for the run it starts from.
        return ReplicatedRun.Decide(Group, () => store.Find(identity) is not null) ? store.Find(identity)! : Train(folder, identity, experiment, start, context);
    }

    /// <summary>The kept result, or null where there is none; nothing is trained.</summary>
    public RunResult? Find(Recipe recipe, Profile profile, long seed) => store.Find(Identify(recipe, profile, seed));

    /// <summary>What determines the result, with its hash.</summary>
    public RunIdentity Identify(Recipe recipe, Profile profile, long seed)
    {
        var details = recipe.Build(profile, places).DescribeWhole();
        details["numerics"] = Numerics.Version;
        details["torch"] = __version__;
        details["startsFrom"] = recipe.StartAt(profile) is { } first ? Identify(first, profile, seed).Hash : null;
        if (recipe.Needs.Count > 0)
            details["needs"] = new JsonObject(recipe.Needs.Select(n => KeyValuePair.Create(n.Key, (JsonNode?)Identify(n.Value, profile, seed).Hash)));
        return new RunIdentity(recipe.Key, profile.ToString().ToLowerInvariant(), seed, details);
    }

    /// <summary>The segmentation network of a finished run with the weights its result is of, in evaluation mode; the caller disposes it.</summary>
    /// <exception cref="CheckpointException">The checkpoint is damaged.</exception>
    /// <exception cref="InvalidOperationException">The recipe's network does not segment.</exception>
    public ISegmentationModel LoadModel(Recipe recipe, RunResult result) => LoadModel<ISegmentationModel>(recipe, result);

    /// <summary>The network of a finished run with the weights its result is of, in evaluation mode; the caller disposes it.</summary>
    /// <typeparam name="TModel">The network's class, or an interface of it.</typeparam>
    /// <exception cref="CheckpointException">The checkpoint is damaged.</exception>
    /// <exception cref="InvalidOperationException">The recipe's network is of another type.</exception>
    public TModel LoadModel<TModel>(Recipe recipe, RunResult result)
        where TModel : class, ITrainableModel
    {
        var profile = Enum.Parse<Profile>(result.Profile, ignoreCase: true);
        var model = recipe.Build(profile, places).CreateModel(Context(recipe, profile, result.Seed, default));
        Checkpoint.LoadWeights(result.CheckpointPath, model.Module);
        model.Module.eval();
        return As<TModel>(recipe, model);
    }

    /// <summary>The segmentation network of a recipe before its first step: drawn weights, or those of the run it starts from (trained if need be).</summary>
    /// <exception cref="InvalidOperationException">The recipe's network does not segment.</exception>
    public ISegmentationModel InitialModel(Recipe recipe, Profile profile, long seed, CancellationToken cancellation = default) =>
        InitialModel<ISegmentationModel>(recipe, profile, seed, cancellation);

    /// <summary>The network of a recipe before its first step: drawn weights, or those of the run it starts from (trained if need be).</summary>
    /// <typeparam name="TModel">The network's class, or an interface of it.</typeparam>
    /// <exception cref="InvalidOperationException">The recipe's network is of another type.</exception>
    public TModel InitialModel<TModel>(Recipe recipe, Profile profile, long seed, CancellationToken cancellation = default)
        where TModel : class, ITrainableModel
    {
        var start = recipe.StartAt(profile) is { } first ? Run(first, profile, seed, cancellation) : null;
        return As<TModel>(recipe, NewModel(recipe.Build(profile, places), start, Context(recipe, profile, seed, cancellation)));
    }

    /// <summary>The batches of a recipe, as its run sees them.</summary>
    /// <exception cref="InvalidOperationException">Its batches are of another type.</exception>
    public IBatchSource<DomainBatch> Loader(Recipe recipe, Profile profile, long seed) => Loader<DomainBatch>(recipe, profile, seed);

    /// <summary>The batches of a recipe, as its run sees them.</summary>
    /// <typeparam name="TBatch">What its steps take.</typeparam>
    /// <exception cref="InvalidOperationException">Its batches are of another type.</exception>
    public IBatchSource<TBatch> Loader<TBatch>(Recipe recipe, Profile profile, long seed)
        where TBatch : TrainingBatch
    {
        var experiment = recipe.BuildAs<Experiment<TBatch>>(profile, places);
        var context = Context(recipe, profile, seed, default);
        using var model = experiment.CreateModel(context);
        return experiment.CreateLoader(context, model);
    }

    /// <summary>What a step of a recipe costs on this machine: a few steps are taken and thrown away.</summary>
    /// <param name="recipe">The recipe; the runs it starts from are trained if they are not kept.</param>
    /// <param name="profile">At which size.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="steps">How many are timed, after two that are not.</param>
    /// <param name="cancellation">Stops.</param>
    public StepCost Measure(Recipe recipe, Profile profile, long seed, int steps = 8, CancellationToken cancellation = default)
    {
        var start = recipe.StartAt(profile) is { } first ? Run(first, profile, seed, cancellation) : null;
        var context = Context(recipe, profile, seed, cancellation);
        var experiment = recipe.Build(profile, places);
        using var team = ThreadTeam.For(profile);
        using var model = NewModel(experiment, start, context);
        return experiment.Measure(model, steps, time, context);
    }

    /// <summary>What a recipe's parts are made from at a profile and seed; the runs it needs are trained if they are not kept.</summary>
    public ExperimentContext Context(Recipe recipe, Profile profile, long seed, CancellationToken cancellation = default) => new()
    {
        Seed = seed,
        Random = ExperimentContext.StreamOf(seed),
        Device = device,
        Cache = cache,
        Places = places,
        Needs = recipe.Needs.ToDictionary(n => n.Key, n => Run(n.Value, profile, seed, cancellation)),
        Cancellation = cancellation,
        Group = Group,
    };

    private RunResult Train(RunFolder folder, RunIdentity identity, Experiment experiment, RunResult? start, ExperimentContext context)
    {
        using var team = ThreadTeam.For(Enum.Parse<Profile>(identity.Profile, ignoreCase: true));
        // The network first: where an option is out of range, no record says that the run has begun.
        using var model = NewModel(experiment, start, context);
        var record = Begin(folder, identity, experiment, start);
        try
        {
            var session = new TrainingSession(folder, identity.Recipe, identity.Seed, progress, time);
            var (seconds, outcome, chosen) = experiment.Train(model, session, context);
            record = record with
            {
                State = RunState.Finished,
                Finished = time.GetUtcNow(),
                Seconds = seconds,
                CheckpointRule = experiment.Training.Keep,
                CheckpointStep = chosen,
                Notes = [.. record.Notes, .. folder.Notes],
                Result = outcome.Segmentation,
                More = outcome.More.Count > 0 ? outcome.More : null,
                Scores = outcome.Scores.Count > 0 ? outcome.Scores : null,
            };
            if (folder.IsHeld) record.Save(folder.RecordPath);
            Group?.Barrier();
            session.Report("finished", experiment.Training.Steps, experiment.Training.Steps, [], 0, TimeSpan.Zero);
            return new RunResult(folder.Path, record, kept: false);
        }
        catch (TrainingException e)
        {
            if (folder.IsHeld) (record with { State = RunState.Failed, Notes = [.. record.Notes, .. folder.Notes, e.Message] }).Save(folder.RecordPath);
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
        if (earlier is null && start is null && experiment.Pretrained is { } weights) notes.Add(weights.Note);
        if (Group is { } group && earlier is null) notes.Add($"trained by {group.Size} processes, each on a part of every batch");
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
        if (folder.IsHeld) record.Save(folder.RecordPath);
        return record;
    }

    private static ITrainableModel NewModel(Experiment experiment, RunResult? start, ExperimentContext context)
    {
        var model = experiment.CreateModel(context);
        if (start is not null) Checkpoint.LoadWeights(start.CheckpointPath, model.Module);
        else experiment.Pretrained?.ApplyTo(model.Module);
        return model;
    }

    private static TModel As<TModel>(Recipe recipe, ITrainableModel model)
        where TModel : class
    {
        if (model is TModel wanted) return wanted;
        model.Dispose();
        throw new InvalidOperationException($"{recipe.Key}: expected a network of type {typeof(TModel).Name}, got {model.GetType().Name}");
    }

    private void Report(Recipe recipe, long seed, string phase, long steps) =>
        progress?.Report(new TrainingProgress(recipe.Key, seed, phase, steps, steps, [], 0, null));
}
