using Research.Adaptation.Data;
using Research.Adaptation.Methods;
using Research.Adaptation.Models;
using Research.Adaptation.Training;
using TorchSharp.Extras;

namespace Research.Adaptation.Papers;

/// <summary>An experiment whose steps take batches of one type.</summary>
/// <typeparam name="TBatch">What a training step takes.</typeparam>
public abstract record Experiment<TBatch> : Experiment
    where TBatch : TrainingBatch
{
    /// <summary>The batches; a pure function of the context's seed and the step.</summary>
    /// <param name="context">Seed, cache, device; <see cref="ExperimentContext.DataSeed"/> seeds order and augmentation.</param>
    /// <param name="model">The network with its starting weights.</param>
    public abstract IBatchSource<TBatch> CreateLoader(ExperimentContext context, ITrainableModel model);

    /// <summary>The method tied to the network.</summary>
    /// <param name="context">Random streams, device, needed runs.</param>
    /// <param name="model">The network with its starting weights; a teacher made here starts as its copy.</param>
    public abstract ITrainingMethod<TBatch> CreateMethod(ExperimentContext context, ITrainableModel model);

    /// <summary>Measures the network: at the end, and on the way where <see cref="TrainingOptions.EvaluateEvery"/> says so.</summary>
    /// <remarks>Leaves weights and training mode as they were.</remarks>
    public abstract RunOutcome Evaluate(ITrainableModel model, ITrainingMethod<TBatch> method, ExperimentContext context);

    /// <summary>What <see cref="CheckpointRule.BestOnSourceValidation"/> chooses by; higher is better.</summary>
    /// <exception cref="InvalidOperationException">The experiment has no labelled source pictures that training does not see.</exception>
    public virtual double ScoreOnSource(ITrainableModel model, ITrainingMethod<TBatch> method, ExperimentContext context) =>
        throw new InvalidOperationException($"{nameof(TrainingOptions.Keep)}: {nameof(CheckpointRule.BestOnSourceValidation)} needs labelled source pictures for validation, and this experiment has none");

    /// <summary>What <see cref="CheckpointRule.BestOnTargetLabels"/> chooses by; higher is better. By default the main evaluation's mean IoU.</summary>
    /// <exception cref="InvalidOperationException">The experiment does not say what is best.</exception>
    public virtual double ScoreOnTarget(RunOutcome outcome) => outcome.Segmentation?.MeanIntersectionOverUnion
        ?? throw new InvalidOperationException($"{nameof(TrainingOptions.Keep)}: {nameof(CheckpointRule.BestOnTargetLabels)} needs an evaluation of segmentation, and this experiment has none");

    /// <summary>Writes predictions for a fixed choice of pictures that looks at no score.</summary>
    /// <param name="model">The trained network.</param>
    /// <param name="method">The method, with whatever modules it keeps.</param>
    /// <param name="context">Device and cache.</param>
    /// <param name="folder">An existing folder for the files.</param>
    public virtual void SaveSamples(ITrainableModel model, ITrainingMethod<TBatch> method, ExperimentContext context, string folder)
    {
    }

    /// <inheritdoc/>
    internal sealed override TrainedRun Train(ITrainableModel model, TrainingSession session, ExperimentContext context)
    {
        var method = CreateMethod(context, model);
        using var ownsModules = method as IDisposable;
        double seconds;
        using (var loader = CreateLoader(context, model))
        using (var trainer = new Trainer<TBatch>(model, method, Training, context.Random.Split(Stage), context.Group))
        {
            RequireShard(loader, context.Group);
            seconds = trainer.Run(session, loader, () => EvaluateForChoice(model, method, context), context.Cancellation);
        }
        context.Group?.Barrier();    // what rank 0 wrote is there for everybody

        session.Report("evaluating", Training.Steps, Training.Steps, [], 0, TimeSpan.Zero);
        var chosen = Training.Keep == CheckpointRule.Last ? null : LoadBest(model, method, session.Folder);
        var outcome = Evaluate(model, method, context);
        if (session.Folder.IsHeld)
        {
            Directory.CreateDirectory(session.Folder.PredictionsPath);
            SaveSamples(model, method, context, session.Folder.PredictionsPath);
        }
        return new TrainedRun(seconds, outcome, chosen?.Step);
    }

    /// <inheritdoc/>
    internal sealed override StepCost Measure(ITrainableModel model, int steps, TimeProvider time, ExperimentContext context)
    {
        const int warmUp = 2;
        var before = ResidentMemory.Begin();
        var method = CreateMethod(context, model);
        using var ownsModules = method as IDisposable;
        using var loader = CreateLoader(context, model);
        using var trainer = new Trainer<TBatch>(model, method, Training, context.Random.Split(Stage));
        var seconds = new List<double>();
        for (long step = 0; step < Math.Min(warmUp + steps, Training.Steps); step++)
        {
            var began = time.GetTimestamp();
            using (var batch = loader.Load(step)) trainer.Step(batch, step);
            if (step >= warmUp) seconds.Add(time.GetElapsedTime(began).TotalSeconds);
        }
        var parameters = model.ParameterGroups.Concat(method.ParameterGroups).SelectMany(g => g.Parameters).Sum(p => p.Parameter.numel());
        seconds.Sort();
        return new StepCost(seconds.Count == 0 ? double.NaN : seconds[seconds.Count / 2], ResidentMemory.Peak() - before, parameters);
    }

    private static void RequireShard(IBatchSource<TBatch> loader, ProcessGroup? group)
    {
        if (group is null || (loader is IShardedSource sharded && sharded.Shard == new BatchShard(group.Rank, group.Size))) return;
        throw new ArgumentException($"this recipe's batches cannot be divided among {group.Size} processes: {loader.GetType().Name} loads whole batches only");
    }

    private RunOutcome EvaluateForChoice(ITrainableModel model, ITrainingMethod<TBatch> method, ExperimentContext context)
    {
        var outcome = Evaluate(model, method, context);
        return outcome with
        {
            Selection = Training.Keep switch
            {
                CheckpointRule.BestOnSourceValidation => ScoreOnSource(model, method, context),
                CheckpointRule.BestOnTargetLabels => ScoreOnTarget(outcome),
                _ => null,
            },
        };
    }

    private static Checkpoint LoadBest(ITrainableModel model, ITrainingMethod<TBatch> method, RunFolder folder)
    {
        foreach (var (name, module) in method.Modules) Checkpoint.LoadModule(folder.BestCheckpointPath, name, module);
        return Checkpoint.LoadWeights(folder.BestCheckpointPath, model.Module);
    }
}
