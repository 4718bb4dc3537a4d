using Research.Adaptation.Models;
using static TorchSharp.torch;

namespace Research.Adaptation.Training;

/// <summary>Stochastic gradient descent with momentum and weight decay (engineering, no paper).</summary>
/// <remarks>
/// v = momentum * v + (g + decay * w), w = w - rate * factor * v, as torch.optim.SGD computes it (the first v is the first gradient);
/// a test holds the two against each other. State: v, by the parameter's name.
/// </remarks>
public sealed class MomentumDescent : Optimiser
{
    private readonly double momentum, weightDecay;

    /// <summary>An optimiser without state.</summary>
    /// <param name="groups">What to train; names are unique over all groups.</param>
    /// <param name="momentum">0 up to 1; a group may have its own.</param>
    /// <param name="weightDecay">0 or more; a group may have its own.</param>
    /// <exception cref="ArgumentException">Two parameters have one name.</exception>
    public MomentumDescent(IEnumerable<ParameterGroup> groups, double momentum, double weightDecay) : base(groups)
    {
        this.momentum = momentum;
        this.weightDecay = weightDecay;
    }

    /// <inheritdoc/>
    internal override string StatePrefix => "momentum.";

    /// <inheritdoc/>
    private protected override void Move(Entry entry, Tensor gradient, double learningRate)
    {
        var decay = entry.Group.WeightDecay ?? weightDecay;
        if (decay != 0) gradient.add_(entry.Parameter, alpha: decay);
        if (Tensors.TryGetValue(entry.Name, out var v)) v.mul_(entry.Group.Momentum ?? momentum).add_(gradient);
        else v = Keep(entry.Name, gradient.clone());
        entry.Parameter.add_(v, alpha: -learningRate);
    }
}
