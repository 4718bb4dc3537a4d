using System.Globalization;
using TorchSharp;
using TorchSharp.Extras;
using static TorchSharp.torch;

namespace Research.Adaptation.Training;

/// <summary>Everything a run needs to go on as if it had never stopped, in one safetensors file (engineering, no paper).</summary>
/// <remarks>
/// Tensors: <c>model.*</c> (parameters and running statistics), <c>momentum.*</c> or <c>adam.*</c> (the optimiser, by parameter name)
/// and <c>method.NAME.*</c> (modules a method keeps, a mean teacher say). Metadata: format, run, step, seconds; score (of a best
/// checkpoint), scale and good_steps (half precision). No random state is needed: batches, augmentation and every step's stream are
/// functions of (seed, step).
/// A file is written under another name, flushed to disk and renamed; the one before is kept as <c>checkpoint.previous.safetensors</c>.
/// </remarks>
public sealed class Checkpoint
{
    private const string Format = "research-checkpoint-1";
    private const string ModelPrefix = "model.";

    private Checkpoint(long step, double seconds, string run)
    {
        Step = step;
        Seconds = seconds;
        Run = run;
    }

    /// <summary>Steps done.</summary>
    public long Step { get; }

    /// <summary>Seconds of training spent, all sessions of the run together.</summary>
    public double Seconds { get; }

    /// <summary>Hash of the run that wrote it.</summary>
    public string Run { get; }

    /// <summary>What the weights scored where a best checkpoint was looked for; null otherwise.</summary>
    public double? Score { get; private init; }

    /// <summary>Writes a checkpoint, keeping the one before under <paramref name="previousPath"/>.</summary>
    /// <param name="path">Where it goes.</param>
    /// <param name="previousPath">Where a checkpoint already at <paramref name="path"/> goes; null replaces it.</param>
    /// <param name="state">What to save.</param>
    /// <param name="step">Steps done.</param>
    /// <param name="seconds">Seconds of training spent.</param>
    /// <param name="score">What the weights scored; null where nobody looked.</param>
    /// <exception cref="TrainingException">A weight is not finite; nothing is written.</exception>
    /// <exception cref="IOException">The disk is full, for instance; what was there before is intact.</exception>
    public static void Save(string path, string? previousPath, TrainingState state, long step, double seconds, double? score = null)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var tensors = new Dictionary<string, Tensor>();
        foreach (var (name, value) in state.Model.state_dict()) tensors[ModelPrefix + name] = value;
        foreach (var (module, part) in state.MethodModules)
            foreach (var (name, value) in part.state_dict()) tensors[$"method.{module}.{name}"] = value;
        foreach (var (name, value) in state.Optimiser.State) tensors[state.Optimiser.StatePrefix + name] = value;
        RequireFinite(tensors, step);

        var metadata = new Dictionary<string, string>
        {
            ["format"] = Format,
            ["run"] = state.Run,
            ["step"] = step.ToString(CultureInfo.InvariantCulture),
            ["seconds"] = seconds.ToString("R", CultureInfo.InvariantCulture),
        };
        if (score is { } scored) metadata["score"] = scored.ToString("R", CultureInfo.InvariantCulture);
        if (state.Scaler is { } scaler)
        {
            metadata["scale"] = scaler.Scale.ToString("R", CultureInfo.InvariantCulture);
            metadata["good_steps"] = scaler.GoodSteps.ToString(CultureInfo.InvariantCulture);
        }
        // At every moment one of the two names holds a whole checkpoint: the new one is complete before the old one moves.
        var next = path + ".next";
        SafeTensors.Save(next, tensors, metadata);
        if (previousPath is not null && File.Exists(path)) File.Move(path, previousPath, overwrite: true);
        File.Move(next, path, overwrite: true);
    }

    /// <summary>Puts a checkpoint's tensors back where <see cref="Save"/> took them from.</summary>
    /// <exception cref="CheckpointException">The file is damaged, belongs to another run, or does not fit the network; nothing was changed.</exception>
    public static Checkpoint Load(string path, TrainingState state)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var (checkpoint, tensors, metadata) = Read(path);
        if (checkpoint.Run != state.Run)
            throw new CheckpointException(path, $"expected a checkpoint of run {state.Run}, got one of run '{checkpoint.Run}'");
        var model = Fitting(path, tensors, ModelPrefix, state.Model);
        var modules = state.MethodModules.Select(m => (m.Value, Fitting(path, tensors, $"method.{m.Key}.", m.Value))).ToList();
        var scale = state.Scaler is null ? 0 : Number(path, metadata, "scale", ParseDouble);
        var goodSteps = state.Scaler is null ? 0 : Number(path, metadata, "good_steps", ParseLong);
        try
        {
            state.Optimiser.Load(WithPrefix(tensors, state.Optimiser.StatePrefix));
        }
        catch (ArgumentException e)
        {
            throw new CheckpointException(path, e.Message, e);
        }
        state.Model.load_state_dict(model);
        foreach (var (module, values) in modules) module.load_state_dict(values);
        if (state.Scaler is { } scaler) (scaler.Scale, scaler.GoodSteps) = (scale, (int)goodSteps);
        return checkpoint;
    }

    /// <summary>Takes only the network's weights and running statistics: the start of another run, with a fresh optimiser and step 0.</summary>
    /// <exception cref="CheckpointException">The file is damaged or does not fit the network; nothing was changed.</exception>
    public static Checkpoint LoadWeights(string path, nn.Module model)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var (checkpoint, tensors, _) = Read(path);
        model.load_state_dict(Fitting(path, tensors, ModelPrefix, model));
        return checkpoint;
    }

    /// <summary>Takes only a module that a method kept beside the network (<see cref="Methods.ITrainingMethod{TBatch}.Modules"/>): a teacher, say.</summary>
    /// <param name="path">The checkpoint.</param>
    /// <param name="name">The name the method gave it.</param>
    /// <param name="module">What takes the weights.</param>
    /// <exception cref="CheckpointException">The file is damaged, has no such module, or does not fit; nothing was changed.</exception>
    public static Checkpoint LoadModule(string path, string name, nn.Module module)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var (checkpoint, tensors, _) = Read(path);
        module.load_state_dict(Fitting(path, tensors, $"method.{name}.", module));
        return checkpoint;
    }

    /// <summary>Reads step, run and time and checks that every tensor is there and whole.</summary>
    /// <exception cref="CheckpointException">The file is damaged.</exception>
    public static Checkpoint Inspect(string path)
    {
        using var scope = NewDisposeScope();
        return Read(path).Checkpoint;
    }

    private static (Checkpoint Checkpoint, IReadOnlyDictionary<string, Tensor> Tensors, IReadOnlyDictionary<string, string> Metadata) Read(string path)
    {
        try
        {
            using var file = SafeTensors.Open(path);
            if (!file.Metadata.TryGetValue("format", out var format) || format != Format)
                throw new CheckpointException(path, $"expected format {Format}, got '{format}'");
            var checkpoint = new Checkpoint(
                Number(path, file.Metadata, "step", ParseLong), Number(path, file.Metadata, "seconds", ParseDouble), file.Metadata.GetValueOrDefault("run", ""))
            {
                Score = file.Metadata.ContainsKey("score") ? Number(path, file.Metadata, "score", ParseDouble) : null,
            };
            return (checkpoint, file.ReadAll(), file.Metadata);
        }
        catch (SafeTensorsException e)
        {
            throw new CheckpointException(path, $"damaged: {e.Message}", e);
        }
        catch (FileNotFoundException e)
        {
            throw new CheckpointException(path, "there is no such file", e);
        }
    }

    private static long ParseLong(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static double ParseDouble(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static T Number<T>(string path, IReadOnlyDictionary<string, string> metadata, string field, Func<string, T> parse)
    {
        try
        {
            return parse(metadata[field]);
        }
        catch (Exception e) when (e is KeyNotFoundException or FormatException or OverflowException)
        {
            throw new CheckpointException(path, $"expected a number as {field}, got '{metadata.GetValueOrDefault(field)}'", e);
        }
    }

    // The state of one module, name by name and shape by shape, so that an error names the tensor.
    private static Dictionary<string, Tensor> Fitting(string path, IReadOnlyDictionary<string, Tensor> tensors, string prefix, nn.Module module)
    {
        var found = WithPrefix(tensors, prefix);
        foreach (var (name, expected) in module.state_dict())
        {
            if (!found.TryGetValue(name, out var value))
                throw new CheckpointException(path, $"expected tensor '{prefix}{name}', found none");
            if (!value.shape.SequenceEqual(expected.shape) || value.dtype != expected.dtype)
                throw new CheckpointException(path, $"'{prefix}{name}': expected {expected.dtype} [{string.Join(", ", expected.shape)}], got {value.dtype} [{string.Join(", ", value.shape)}]");
        }
        var extra = found.Keys.Except(module.state_dict().Keys).FirstOrDefault();
        if (extra is not null)
            throw new CheckpointException(path, $"tensor '{prefix}{extra}' belongs to no part of the network");
        return found;
    }

    private static Dictionary<string, Tensor> WithPrefix(IReadOnlyDictionary<string, Tensor> tensors, string prefix) =>
        tensors.Where(t => t.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(t => t.Key[prefix.Length..], t => t.Value);

    private static void RequireFinite(Dictionary<string, Tensor> tensors, long step)
    {
        foreach (var (name, value) in tensors)
            if (value.is_floating_point() && !value.isfinite().all().item<bool>())
                throw new TrainingException($"'{name}' is not finite after {step} steps; the checkpoint before it was kept", name, step, []);
    }
}
