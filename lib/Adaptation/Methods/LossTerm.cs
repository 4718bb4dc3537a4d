using static TorchSharp.torch;

namespace Research.Adaptation.Methods;

/// <summary>One summand of a step's loss. The trainer runs its backward pass as soon as it comes, then its graph is gone.</summary>
/// <param name="Name">Column in the metrics: lower case words, "source" or "target" for instance; unique within a step.</param>
/// <param name="Value">A scalar with its weight already applied.</param>
public sealed record LossTerm(string Name, Tensor Value)
{
    /// <summary>Unweighted parts of the term for the metrics; scalars, not differentiated on their own.</summary>
    /// <remarks>Parts that share a forward pass must come in one term: its graph is freed by the term's backward pass.</remarks>
    public IReadOnlyList<(string Name, Tensor Value)> Parts { get; init; } = [];
}
