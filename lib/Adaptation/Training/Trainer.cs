using Research.Adaptation.Data;
using Research.Adaptation.Methods;
using Research.Adaptation.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Training;

/// <summary>The one training loop: batch, loss terms, optimiser step, log, checkpoint (engineering, no paper).</summary>
/// <remarks>
/// A step's randomness is a function of (seed, step), torch's own generator included, so a resumed run goes on bit for bit as
/// an uninterrupted one on the same machine with the same number of threads.
/// </remarks>
/// <typeparam name="TBatch">What a step takes.</typeparam>
public sealed class Trainer<TBatch> : IDisposable
    where TBatch : TrainingBatch
{
    private readonly ITrainableModel model;
    private readonly ITrainingMethod<TBatch> method;
    private readonly TrainingOptions options;
    private readonly RandomStream random;
    private readonly MomentumDescent optimiser;

    /// <summary>A trainer at step 0.</summary>
    /// <param name="model">The network; the trainer sets its mode.</param>
    /// <param name="method">Gives the loss terms.</param>
    /// <param name="options">How long and how fast.</param>
    /// <param name="random">The stream for what methods and layers draw.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public Trainer(ITrainableModel model, ITrainingMethod<TBatch> method, TrainingOptions options, RandomStream random)
    {
        options.Validate();
        this.model = model;
        this.method = method;
        this.options = options;
        this.random = random;
        optimiser = new MomentumDescent(model.ParameterGroups.Concat(method.ParameterGroups), options.Momentum, options.WeightDecay);
    }

    /// <summary>One optimiser step.</summary>
    /// <param name="batch">The input; not disposed.</param>
    /// <param name="step">Steps done before, from 0.</param>
    /// <param name="record">Receives the method's intermediates; they live until the step ends.</param>
    /// <exception cref="TrainingException">A loss is not finite; the optimiser was not stepped.</exception>
    public StepReport Step(TBatch batch, long step, Action<string, Tensor>? record = null)
    {
        using var scope = NewDisposeScope();
        model.Module.train();
        var context = new StepContext(step, options.Steps, random.Split("step", step), record);
        manual_seed((long)(random.Split("layers", step).NextUInt64() >> 1));
        var samples = batch.Names;
        var losses = new List<(string, double)>();
        var parts = new List<(string, double)>();
        foreach (var term in method.Step(batch, context))
        {
            losses.Add((term.Name, Finite(term.Name, term.Value, step, samples)));
            foreach (var (name, value) in term.Parts) parts.Add((name, Finite(name, value, step, samples)));
            term.Value.backward();
        }
        var rate = options.Schedule.At(step);
        optimiser.Step(rate);
        method.AfterStep(context);
        return new StepReport(step, rate, [.. losses, .. parts], samples);
    }

    /// <summary>Trains a run to its end, from its last checkpoint if it has one.</summary>
    /// <param name="run">Where the run lives, and whom to tell.</param>
    /// <param name="loader">The batches.</param>
    /// <param name="evaluate">Evaluates the network for the curve; null for none.</param>
    /// <param name="cancellation">Stops after the present step, with a checkpoint.</param>
    /// <returns>Seconds of training, all sessions together.</returns>
    /// <exception cref="OperationCanceledException">Cancelled; the run can be resumed.</exception>
    /// <exception cref="TrainingException">A loss or weight is not finite.</exception>
    public double Run(TrainingSession run, IBatchSource<TBatch> loader, Func<RunOutcome>? evaluate = null, CancellationToken cancellation = default)
    {
        var state = new TrainingState(run.Folder.Hash, model.Module, optimiser, method.Modules);
        var start = run.Folder.Resume(state);
        var (step, earlier) = (start?.Step ?? 0, start?.Seconds ?? 0);
        using var metrics = MetricsLog.Open(run.Folder.MetricsPath, step);
        using var curve = MetricsLog.Open(run.Folder.EvaluationPath, step);
        var began = run.Time.GetTimestamp();
        var first = step;
        double Seconds() => earlier + run.Time.GetElapsedTime(began).TotalSeconds;

        void Save()
        {
            metrics.Flush();
            curve.Flush();
            Checkpoint.Save(run.Folder.CheckpointPath, run.Folder.PreviousCheckpointPath, state, step, Seconds());
        }

        using var batches = loader.From(step, cancellation).GetEnumerator();
        while (step < options.Steps)
        {
            StepReport report;
            try
            {
                cancellation.ThrowIfCancellationRequested();
                batches.MoveNext();
            }
            catch (OperationCanceledException)
            {
                if (step > first) Save();
                throw;
            }
            using (var batch = batches.Current)
                report = Step(batch, step);
            step++;
            metrics.Append(step, [("learning_rate", report.LearningRate), .. report.Losses]);
            run.Report("training", step, options.Steps, report.Losses, step - first, run.Time.GetElapsedTime(began));
            if (evaluate is not null && options.EvaluateEvery > 0 && step % options.EvaluateEvery == 0 && step < options.Steps)
            {
                run.Report("evaluating", step, options.Steps, report.Losses, step - first, run.Time.GetElapsedTime(began));
                curve.Append(step, evaluate().CurveColumns());
            }
            if (step % options.CheckpointEvery == 0 || step == options.Steps) Save();
        }
        return step == first ? earlier : Seconds();
    }

    /// <summary>Frees the optimiser's state; model, method and loader belong to the caller.</summary>
    public void Dispose() => optimiser.Dispose();

    private static double Finite(string term, Tensor value, long step, IReadOnlyList<string> samples)
    {
        using var scope = NewDisposeScope();
        var number = value.detach().to(ScalarType.Float64).item<double>();
        return double.IsFinite(number) ? number : throw new TrainingException(
            $"loss '{term}' is {number} at step {step}; pictures {string.Join(", ", samples)}; the last checkpoint was kept", term, step, samples);
    }
}
