using static TorchSharp.torch;

namespace Research.Adaptation.Losses;

/// <summary>Features that may serve as negatives, with their pseudo-labels.</summary>
/// <param name="Features">Projected features of length 1, float [m, D].</param>
/// <param name="Labels">Their classes, int64 [m]; a negative label (padding, an empty place) is never a negative example.</param>
public sealed record ContrastBank(Tensor Features, Tensor Labels)
{
    /// <summary>The label of places that hold nothing.</summary>
    public const long Nothing = -1;

    internal void Check(string name)
    {
        if (Features.ndim != 2 || !Features.is_floating_point())
            throw new ArgumentException($"{name}.{nameof(Features)}: expected floating point [m, D], got {Features.dtype} [{string.Join(", ", Features.shape)}]");
        if (!Labels.shape.SequenceEqual([Features.shape[0]]) || Labels.dtype != ScalarType.Int64)
            throw new ArgumentException($"{name}.{nameof(Labels)}: expected Int64 [{Features.shape[0]}], got {Labels.dtype} [{string.Join(", ", Labels.shape)}]");
    }
}
