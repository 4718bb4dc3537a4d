using static TorchSharp.torch;

namespace Research.Adaptation.Losses;

/// <summary>Pixels as one crop of a picture sees them.</summary>
/// <param name="Features">Projected features of length 1, float [n, D].</param>
/// <param name="Confidence">Largest class probability of each pixel, float [n], without gradient.</param>
/// <param name="Labels">The class that has it, int64 [n].</param>
public sealed record ContrastView(Tensor Features, Tensor Confidence, Tensor Labels)
{
    /// <summary>The view of pixels with these logits.</summary>
    /// <param name="features">Projected features of length 1, float [n, D].</param>
    /// <param name="logits">Logits of the same pixels, float [n, K].</param>
    public static ContrastView Of(Tensor features, Tensor logits)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var (confidence, labels) = logits.softmax(dim: 1).max(dim: 1);
        return new ContrastView(features, confidence.MoveToOuterDisposeScope(), labels.MoveToOuterDisposeScope());
    }

    internal void Check(string name)
    {
        var n = Features.shape[0];
        if (Features.ndim != 2 || !Features.is_floating_point())
            throw new ArgumentException($"{name}.{nameof(Features)}: expected floating point [n, D], got {Features.dtype} [{string.Join(", ", Features.shape)}]");
        if (!Confidence.shape.SequenceEqual([n]) || !Confidence.is_floating_point())
            throw new ArgumentException($"{name}.{nameof(Confidence)}: expected floating point [{n}], got {Confidence.dtype} [{string.Join(", ", Confidence.shape)}]");
        if (!Labels.shape.SequenceEqual([n]) || Labels.dtype != ScalarType.Int64)
            throw new ArgumentException($"{name}.{nameof(Labels)}: expected Int64 [{n}], got {Labels.dtype} [{string.Join(", ", Labels.shape)}]");
    }
}
