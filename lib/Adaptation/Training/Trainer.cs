using Research.Adaptation.Data;
using Research.Adaptation.Methods;
using Research.Adaptation.Models;
using TorchSharp;
using TorchSharp.Extras;
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
    private readonly Optimiser optimiser;
    private readonly GradientScaler? scaler;
    private readonly Replicas? replicas;

    /// <summary>A trainer at step 0.</summary>
    /// <param name="model">The network; the trainer sets its mode, and its memory order where the options say so.</param>
    /// <param name="method">Gives the loss terms.</param>
    /// <param name="options">How long and how fast.</param>
    /// <param name="random">The stream for what methods and layers draw.</param>
    /// <param name="group">The processes that train together, each on its part of every batch; null where this one trains alone.</param>
    /// <exception cref="ArgumentException">An option is out of range, or the device cannot compute in its precision.</exception>
    public Trainer(ITrainableModel model, ITrainingMethod<TBatch> method, TrainingOptions options, RandomStream random, ProcessGroup? group = null)
    {
        options.Validate();
        if (options.Precision == Precision.Float16 && model.Device.type != DeviceType.CUDA)
            throw new ArgumentException($"{nameof(options.Precision)}: expected Float32 or BFloat16 on {model.Device}, got Float16, which needs CUDA");
        this.model = model;
        this.method = method;
        this.options = options;
        this.random = random;
        if (options.ChannelsLast) model.Module.ToChannelsLast();
        optimiser = Optimiser.Create(options, model.ParameterGroups.Concat(method.ParameterGroups));
        scaler = options.Precision == Precision.Float16 ? new GradientScaler() : null;
        replicas = group is null ? null : new Replicas(group, method.Modules.Values.Prepend(model.Module), optimiser.Parameters);
    }

    /// <summary>One optimiser step.</summary>
    /// <param name="batch">The input; not disposed.</param>
    /// <param name="step">Steps done before, from 0.</param>
    /// <param name="record">Receives the method's intermediates; they live until the step ends.</param>
    /// <exception cref="TrainingException">A loss or a gradient is not finite; the optimiser was not stepped.</exception>
    public StepReport Step(TBatch batch, long step, Action<string, Tensor>? record = null) => Step([batch], step, record);

    /// <summary>One optimiser step by the mean of several batches' gradients.</summary>
    /// <param name="batches">The inputs; not disposed.</param>
    /// <param name="step">Steps done before, from 0.</param>
    /// <param name="record">Receives the method's intermediates; they live until the step ends.</param>
    /// <exception cref="TrainingException">A loss or a gradient is not finite; the optimiser was not stepped.</exception>
    public StepReport Step(IReadOnlyList<TBatch> batches, long step, Action<string, Tensor>? record = null)
    {
        using var scope = NewDisposeScope();
        using var together = replicas?.Step();
        string[] samples = [.. batches.SelectMany(b => b.Names)];
        var context = Begin(step, record);
        var losses = new LossMeans(batches.Count);
        for (var i = 0; i < batches.Count; i++)
        {
            // What a batch leaves, logits and features, goes before the next: accumulation is for those who lack the memory.
            using var pass = NewDisposeScope();
            foreach (var term in Terms(batches[i], i == 0 ? context : Context(step, i, record)))
            {
                losses.Add(term.Name, Finite(term.Name, term.Value, step, samples), weighted: true);
                foreach (var (name, value) in term.Parts) losses.Add(name, Finite(name, value, step, samples), weighted: false);
                Backward(term.Value, batches.Count);
            }
        }
        replicas?.FinishGradients();
        var rate = options.Schedule.At(step);
        var norm = PrepareGradients(batches, step, samples);
        if (double.IsFinite(norm)) optimiser.Step(rate);
        else optimiser.DropGradients();
        scaler?.Update();
        method.AfterStep(context);
        return new StepReport(step, rate, losses.Means, samples) { GradientNorm = norm };
    }

    /// <summary>Trains a run to its end, from its last checkpoint if it has one.</summary>
    /// <param name="run">Where the run lives, and whom to tell.</param>
    /// <param name="loader">The batches.</param>
    /// <param name="evaluate">Measures the network for the curve, and for the best checkpoint where the options ask for one; null for neither.</param>
    /// <param name="cancellation">Stops after the present step, with a checkpoint.</param>
    /// <returns>Seconds of training, all sessions together.</returns>
    /// <exception cref="OperationCanceledException">Cancelled; the run can be resumed.</exception>
    /// <exception cref="TrainingException">A loss, gradient or weight is not finite.</exception>
    public double Run(TrainingSession run, IBatchSource<TBatch> loader, Func<RunOutcome>? evaluate = null, CancellationToken cancellation = default)
    {
        var state = new TrainingState(run.Folder.Hash, model.Module, optimiser, method.Modules) { Scaler = scaler };
        using var journal = RunJournal.Resume(run, state, options.Steps);
        using var batches = loader.From(journal.Step * options.AccumulationSteps, replicas is null ? cancellation : CancellationToken.None).GetEnumerator();
        while (journal.Step < options.Steps)
        {
            List<TBatch> inputs = [];
            try
            {
                Take(batches, inputs, journal, cancellation);
                journal.Add(Step(inputs, journal.Step));
            }
            finally
            {
                foreach (var input in inputs) input.Dispose();
            }
            if (evaluate is not null && IsEvaluated(journal.Step)) journal.Evaluate(evaluate, options.Keep != CheckpointRule.Last);
            if (journal.Step % options.CheckpointEvery == 0 || journal.Step == options.Steps) journal.Save();
        }
        return journal.Seconds;
    }

    /// <summary>Frees the optimiser's state; model, method and loader belong to the caller.</summary>
    public void Dispose()
    {
        replicas?.Dispose();
        optimiser.Dispose();
    }

    // The result itself is measured after the last step; only where the best weights are looked for, that step is a candidate too.
    private bool IsEvaluated(long step) => options.EvaluateEvery > 0
        && (step < options.Steps ? step % options.EvaluateEvery == 0 : options.Keep != CheckpointRule.Last);

    private void Take(IEnumerator<TBatch> batches, List<TBatch> inputs, RunJournal journal, CancellationToken cancellation)
    {
        try
        {
            while (inputs.Count < options.AccumulationSteps)
            {
                // Among several processes all stop at the same step, or none.
                if (replicas?.Any(cancellation.IsCancellationRequested) ?? cancellation.IsCancellationRequested) throw new OperationCanceledException(cancellation);
                batches.MoveNext();
                inputs.Add(batches.Current);
            }
        }
        catch (OperationCanceledException)
        {
            journal.SaveIfMoved();
            throw;
        }
    }

    private StepContext Begin(long step, Action<string, Tensor>? record)
    {
        model.Module.train();
        var layers = random.Split("layers", step);
        manual_seed((long)(layers.NextUInt64() >> 1));
        return Context(step, 0, record);
    }

    private StepContext Context(long step, int batch, Action<string, Tensor>? record) =>
        new(step, options.Steps, Stream(step, batch), record);

    private RandomStream Stream(long step, int batch)
    {
        var stream = random.Split("step", step);
        return batch > 0 ? stream.Split("batch", batch) : stream;
    }

    // Forward passes run in the chosen precision, backward passes outside of it, as autocast wants it.
    private IEnumerable<LossTerm> Terms(TBatch batch, StepContext context)
    {
        using var terms = method.Step(batch, context).GetEnumerator();
        while (true)
        {
            using (options.Precision == Precision.Float32 ? null : Autocast.On(
                model.Device.type, options.Precision == Precision.Float16 ? ScalarType.Float16 : ScalarType.BFloat16))
            {
                if (!terms.MoveNext()) yield break;
            }
            yield return terms.Current;
        }
    }

    private void Backward(Tensor loss, int batches)
    {
        if (batches > 1) loss = loss / batches;
        if (scaler is not null) loss = scaler.Scaled(loss);
        loss.backward();
        replicas?.EndPass();
    }

    // The norm of the gradients before clipping; not finite only in half precision, where the step is then left out.
    private double PrepareGradients(IReadOnlyList<TBatch> batches, long step, IReadOnlyList<string> samples)
    {
        scaler?.Unscale(optimiser.Parameters);
        var norm = optimiser.GradientNorm();
        if (!double.IsFinite(norm))
            return scaler is { Scale: >= 1 } ? norm : throw (replicas is null ? Blame(batches, step, samples)
                : NotFinite("a gradient is not finite (train in one process to learn of which loss)", "gradient", step, samples));
        if (options.GradientClip is { } limit && norm > limit) optimiser.ScaleGradients(limit / (norm + 1e-6));
        return norm;
    }

    // Goes through the step once more, to find the term whose gradient is not finite; the run ends here, so nothing else is disturbed.
    private TrainingException Blame(IReadOnlyList<TBatch> batches, long step, IReadOnlyList<string> samples)
    {
        optimiser.DropGradients();
        var context = Begin(step, null);
        for (var i = 0; i < batches.Count; i++)
        {
            using var pass = NewDisposeScope();
            foreach (var term in Terms(batches[i], i == 0 ? context : Context(step, i, null)))
            {
                Backward(term.Value, batches.Count);
                if (optimiser.FirstNotFinite() is not { } parameter) continue;
                optimiser.DropGradients();
                return NotFinite($"the gradient of loss '{term.Name}' is not finite at '{parameter}'", term.Name, step, samples);
            }
        }
        optimiser.DropGradients();
        return NotFinite("a gradient is not finite, and was when the step was repeated", "gradient", step, samples);
    }

    private double Finite(string term, Tensor value, long step, IReadOnlyList<string> samples)
    {
        using var scope = NewDisposeScope();
        var number = value.detach().to(ScalarType.Float64).item<double>();
        if (replicas is not null) number = replicas.Mean(number);
        return double.IsFinite(number) ? number : throw NotFinite(FormattableString.Invariant($"loss '{term}' is {number}"), term, step, samples);
    }

    private static TrainingException NotFinite(string what, string term, long step, IReadOnlyList<string> samples) =>
        new($"{what} at step {step}; pictures {string.Join(", ", samples)}; the last checkpoint was kept", term, step, samples);
}
