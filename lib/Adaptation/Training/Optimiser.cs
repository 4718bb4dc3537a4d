using Research.Adaptation.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Research.Adaptation.Training;

/// <summary>Moves weights by their gradients; its state is named by parameter, so that a checkpoint can hold it (engineering, no paper).</summary>
/// <remarks>
/// Written out here, rather than taken from the package, because a checkpoint wants the state by name, because the package's optimisers
/// leave tensors behind at every step, and because parameters without a gradient must stay untouched, decay included.
/// </remarks>
public abstract class Optimiser : IDisposable
{
    private readonly Dictionary<string, Tensor> state = [];
    private readonly Dictionary<string, Parameter> known;

    private protected Optimiser(IEnumerable<ParameterGroup> groups)
    {
        Entries = [.. groups.SelectMany(g => g.Parameters.Select(p => new Entry(p.Name, p.Parameter, g)))];
        var twice = Entries.GroupBy(p => p.Name).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
            throw new ArgumentException($"groups: parameter '{twice.Key}' occurs {twice.Count()} times");
        known = Entries.ToDictionary(e => e.Name, e => e.Parameter);
    }

    /// <summary>The optimiser's own tensors, by name; only parameters that have been stepped have any.</summary>
    public IReadOnlyDictionary<string, Tensor> State => state;

    /// <summary>The parameters it moves.</summary>
    public IEnumerable<Parameter> Parameters => Entries.Select(e => e.Parameter);

    /// <summary>What a checkpoint puts before the names of the state.</summary>
    internal abstract string StatePrefix { get; }

    /// <summary>The parameters with their groups.</summary>
    private protected IReadOnlyList<Entry> Entries { get; }

    private protected Dictionary<string, Tensor> Tensors => state;

    /// <summary>An optimiser as the options describe it, without state.</summary>
    /// <param name="options">Kind, momentum or betas, weight decay.</param>
    /// <param name="groups">What to train; names are unique over all groups.</param>
    /// <exception cref="ArgumentException">Two parameters have one name.</exception>
    public static Optimiser Create(TrainingOptions options, IEnumerable<ParameterGroup> groups) => options.Optimiser switch
    {
        OptimiserKind.Sgd => new MomentumDescent(groups, options.Momentum, options.WeightDecay),
        OptimiserKind.Adam or OptimiserKind.AdamW => new AdamDescent(
            groups, options.Beta1, options.Beta2, options.Epsilon, options.WeightDecay, decoupled: options.Optimiser == OptimiserKind.AdamW),
        _ => throw new ArgumentException($"{nameof(TrainingOptions.Optimiser)}: expected Sgd, Adam or AdamW, got {options.Optimiser}"),
    };

    /// <summary>Moves every parameter that has a gradient, then drops all gradients.</summary>
    /// <param name="learningRate">The run's rate at this step; each group multiplies it by its factor.</param>
    public void Step(double learningRate)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        foreach (var entry in Entries)
        {
            if (entry.Parameter.grad is not { } gradient) continue;
            Move(entry, gradient, learningRate * entry.Group.LearningRateFactor);
            entry.Parameter.grad = null;
        }
    }

    /// <summary>Drops all gradients without a step.</summary>
    public void DropGradients()
    {
        foreach (var entry in Entries) entry.Parameter.grad = null;
    }

    /// <summary>The Euclidean norm of all gradients together; 0 where there are none, not finite where one of them is not.</summary>
    public double GradientNorm()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        Tensor[] norms = [.. Entries.Select(e => e.Parameter.grad).OfType<Tensor>().Select(g => g.norm())];
        return norms.Length == 0 ? 0 : stack(norms).to(ScalarType.Float64).norm().item<double>();
    }

    /// <summary>Name of the first parameter whose gradient is not finite, or null.</summary>
    public string? FirstNotFinite()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        return Entries.FirstOrDefault(e => e.Parameter.grad is { } g && !g.isfinite().all().item<bool>())?.Name;
    }

    /// <summary>Multiplies all gradients.</summary>
    /// <param name="factor">By this.</param>
    public void ScaleGradients(double factor)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        foreach (var entry in Entries) entry.Parameter.grad?.mul_(factor);
    }

    /// <summary>Replaces the state by copies of the given tensors.</summary>
    /// <exception cref="ArgumentException">A name or shape belongs to no parameter; nothing was changed.</exception>
    public void Load(IReadOnlyDictionary<string, Tensor> state)
    {
        foreach (var (name, value) in state)
        {
            if (!known.TryGetValue(ParameterOf(name), out var parameter))
                throw new ArgumentException($"{StatePrefix}{name}: there is no such parameter");
            if (!Fits(name, value, parameter))
                throw new ArgumentException($"{StatePrefix}{name}: expected {parameter.dtype} [{string.Join(", ", parameter.shape)}], got {value.dtype} [{string.Join(", ", value.shape)}]");
        }
        Dispose();
        foreach (var (name, value) in state)
            Keep(name, IsCounter(value) ? value.clone() : value.to(known[ParameterOf(name)].device).clone());
    }

    /// <summary>Frees the state.</summary>
    public void Dispose()
    {
        foreach (var tensor in state.Values) tensor.Dispose();
        state.Clear();
        GC.SuppressFinalize(this);
    }

    /// <summary>One parameter's update; may change the gradient.</summary>
    private protected abstract void Move(Entry entry, Tensor gradient, double learningRate);

    /// <summary>The parameter a piece of state belongs to.</summary>
    private protected virtual string ParameterOf(string stateName) => stateName;

    private protected virtual bool Fits(string stateName, Tensor value, Parameter parameter) =>
        parameter.shape.SequenceEqual(value.shape) && parameter.dtype == value.dtype;

    /// <summary>Keeps a tensor as state, out of every dispose scope.</summary>
    private protected Tensor Keep(string name, Tensor value) => state[name] = value.DetachFromDisposeScope();

    // Counts are read at every step: they stay in main memory.
    private static bool IsCounter(Tensor value) => value.dtype == ScalarType.Int64;

    /// <summary>A parameter and its group.</summary>
    private protected sealed record Entry(string Name, Parameter Parameter, ParameterGroup Group);
}
