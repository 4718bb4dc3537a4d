using Research.Adaptation.Data;
using Research.Adaptation.Methods;
using Research.Adaptation.Models;
using Research.Adaptation.Training;

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
        using (var trainer = new Trainer<TBatch>(model, method, Training, context.Random.Split(Stage)))
            seconds = trainer.Run(session, loader, () => Evaluate(model, method, context), context.Cancellation);

        session.Report("evaluating", Training.Steps, Training.Steps, [], 0, TimeSpan.Zero);
        var outcome = Evaluate(model, method, context);
        Directory.CreateDirectory(session.Folder.PredictionsPath);
        SaveSamples(model, method, context, session.Folder.PredictionsPath);
        return new TrainedRun(seconds, outcome);
    }
}
