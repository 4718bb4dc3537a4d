using Research.Adaptation.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Research.Adaptation.Training;

/// <summary>Stochastic gradient descent with momentum and weight decay, its state named by parameter (engineering, no paper).</summary>
/// <remarks>
/// v = momentum * v + (g + decay * w), w = w - rate * factor * v, as torch.optim.SGD computes it (the first v is the first gradient);
/// a test holds the two against each other. Written out here because a checkpoint wants the state by name, because the package's own
/// optimiser leaves tensors behind at every step, and because parameters without a gradient must stay untouched, decay included.
/// </remarks>
public sealed class MomentumDescent : IDisposable
{
    private readonly (string Name, Parameter Parameter, double Factor)[] parameters;
    private readonly Dictionary<string, Tensor> velocity = [];
    private readonly double momentum, weightDecay;

    /// <summary>An optimiser without state.</summary>
    /// <param name="groups">What to train; names are unique over all groups.</param>
    /// <param name="momentum">0 up to 1.</param>
    /// <param name="weightDecay">0 or more.</param>
    /// <exception cref="ArgumentException">Two parameters have one name.</exception>
    public MomentumDescent(IEnumerable<ParameterGroup> groups, double momentum, double weightDecay)
    {
        parameters = [.. groups.SelectMany(g => g.Parameters.Select(p => (p.Name, p.Parameter, g.LearningRateFactor)))];
        this.momentum = momentum;
        this.weightDecay = weightDecay;
        var twice = parameters.GroupBy(p => p.Name).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
            throw new ArgumentException($"groups: parameter '{twice.Key}' occurs {twice.Count()} times");
    }

    /// <summary>Names and velocities of the parameters that have been stepped; the optimiser's own tensors.</summary>
    public IReadOnlyDictionary<string, Tensor> State => velocity;

    /// <summary>Moves every parameter that has a gradient, then drops all gradients.</summary>
    /// <param name="learningRate">The run's rate at this step; each group multiplies it by its factor.</param>
    public void Step(double learningRate)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        foreach (var (name, parameter, factor) in parameters)
        {
            if (parameter.grad is not { } gradient) continue;
            if (weightDecay != 0) gradient.add_(parameter, alpha: weightDecay);
            if (velocity.TryGetValue(name, out var v)) v.mul_(momentum).add_(gradient);
            else velocity[name] = v = gradient.clone().DetachFromDisposeScope();
            parameter.add_(v, alpha: -learningRate * factor);
            parameter.grad = null;
        }
    }

    /// <summary>Drops all gradients without a step.</summary>
    public void DropGradients()
    {
        foreach (var (_, parameter, _) in parameters) parameter.grad = null;
    }

    /// <summary>Replaces the state by copies of the given velocities.</summary>
    /// <exception cref="ArgumentException">A name or shape belongs to no parameter.</exception>
    public void Load(IReadOnlyDictionary<string, Tensor> state)
    {
        var known = parameters.ToDictionary(p => p.Name, p => p.Parameter);
        foreach (var (name, value) in state)
        {
            if (!known.TryGetValue(name, out var parameter))
                throw new ArgumentException($"momentum of '{name}': there is no such parameter");
            if (!parameter.shape.SequenceEqual(value.shape) || parameter.dtype != value.dtype)
                throw new ArgumentException($"momentum of '{name}': expected {parameter.dtype} [{string.Join(", ", parameter.shape)}], got {value.dtype} [{string.Join(", ", value.shape)}]");
        }
        Dispose();
        foreach (var (name, value) in state)
            velocity[name] = value.to(known[name].device).clone().DetachFromDisposeScope();
    }

    /// <summary>Frees the velocities.</summary>
    public void Dispose()
    {
        foreach (var v in velocity.Values) v.Dispose();
        velocity.Clear();
    }
}
