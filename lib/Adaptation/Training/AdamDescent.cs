// D. P. Kingma, J. Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, arXiv 1412.6980 (Algorithm 1);
// I. Loshchilov, F. Hutter, "Decoupled Weight Decay Regularization", ICLR 2019, arXiv 1711.05101 (Algorithm 2).

using Research.Adaptation.Models;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Research.Adaptation.Training;

/// <summary>Adam, or AdamW where the weight decay is decoupled.</summary>
/// <remarks>
/// m = b1 m + (1 - b1) g, v = b2 v + (1 - b2) g^2, w = w - rate * factor * (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + epsilon), as
/// torch.optim.Adam and AdamW compute it; a test holds them against each other. Adam adds decay * w to g; AdamW first multiplies w by
/// 1 - rate * factor * decay. State: <c>first.NAME</c>, <c>second.NAME</c>, <c>steps.NAME</c> (t, counted for each parameter by itself).
/// </remarks>
public sealed class AdamDescent : Optimiser
{
    private const string First = "first.", Second = "second.", Steps = "steps.";

    private readonly double beta1, beta2, epsilon, weightDecay;
    private readonly bool decoupled;

    /// <summary>An optimiser without state.</summary>
    /// <param name="groups">What to train; names are unique over all groups. A group's momentum replaces <paramref name="beta1"/>.</param>
    /// <param name="beta1">Of the mean gradient, 0 up to 1.</param>
    /// <param name="beta2">Of the mean squared gradient, 0 up to 1.</param>
    /// <param name="epsilon">Added to the root, above 0.</param>
    /// <param name="weightDecay">0 or more; a group may have its own.</param>
    /// <param name="decoupled">Whether the decay is applied to the weights (AdamW) or added to the gradient (Adam).</param>
    /// <exception cref="ArgumentException">Two parameters have one name.</exception>
    public AdamDescent(IEnumerable<ParameterGroup> groups, double beta1, double beta2, double epsilon, double weightDecay, bool decoupled)
        : base(groups)
    {
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.epsilon = epsilon;
        this.weightDecay = weightDecay;
        this.decoupled = decoupled;
    }

    /// <inheritdoc/>
    internal override string StatePrefix => "adam.";

    /// <inheritdoc/>
    private protected override void Move(Entry entry, Tensor gradient, double learningRate)
    {
        var (w, name) = (entry.Parameter, entry.Name);
        var decay = entry.Group.WeightDecay ?? weightDecay;
        if (decay != 0 && decoupled) w.mul_(1 - learningRate * decay);
        else if (decay != 0) gradient.add_(w, alpha: decay);
        if (!Tensors.ContainsKey(First + name))
        {
            Keep(First + name, zeros_like(gradient));
            Keep(Second + name, zeros_like(gradient));
            Keep(Steps + name, zeros(1, dtype: ScalarType.Int64));
        }
        var (m, v, steps) = (Tensors[First + name], Tensors[Second + name], Tensors[Steps + name]);
        var t = steps.add_(1).item<long>();
        var b1 = entry.Group.Momentum ?? beta1;
        m.mul_(b1).add_(gradient, alpha: 1 - b1);
        v.mul_(beta2).addcmul_(gradient, gradient, value: 1 - beta2);
        var root = v.sqrt().div_(Math.Sqrt(1 - Math.Pow(beta2, t))).add_(epsilon);
        w.addcdiv_(m, root, value: -learningRate / (1 - Math.Pow(b1, t)));
    }

    /// <inheritdoc/>
    private protected override string ParameterOf(string stateName) =>
        stateName.IndexOf('.', StringComparison.Ordinal) is var dot and >= 0 && stateName[..(dot + 1)] is First or Second or Steps ? stateName[(dot + 1)..] : stateName;

    /// <inheritdoc/>
    private protected override bool Fits(string stateName, Tensor value, Parameter parameter) =>
        stateName.StartsWith(Steps, StringComparison.Ordinal)
            ? value.dtype == ScalarType.Int64 && value.numel() == 1
            : base.Fits(stateName, value, parameter);
}
