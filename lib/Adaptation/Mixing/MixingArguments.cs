using static TorchSharp.torch;

namespace Research.Adaptation.Mixing;

/// <summary>Checks at the entrance of the mixing operators (engineering, no paper).</summary>
internal static class MixingArguments
{
    public static void CheckLabelMap(Tensor labels)
    {
        if (labels.ndim != 2 || labels.dtype != ScalarType.Int64)
            throw new ArgumentException($"labels: expected Int64 [H, W], got {Describe(labels)}");
    }

    public static void CheckLabelBatch(Tensor labels)
    {
        if (labels.ndim != 3 || labels.dtype != ScalarType.Int64)
            throw new ArgumentException($"labels: expected Int64 [N, H, W], got {Describe(labels)}");
    }

    public static void CheckImages(Tensor images)
    {
        if (images.ndim != 4 || images.shape[1] != 3 || !images.is_floating_point())
            throw new ArgumentException($"images: expected floating point [N, 3, H, W], got {Describe(images)}");
    }

    public static void CheckSameShape(Tensor pasted, Tensor background)
    {
        if (pasted.dtype != background.dtype || !pasted.shape.SequenceEqual(background.shape))
            throw new ArgumentException($"pasted and background: expected one type and shape, got {Describe(pasted)} and {Describe(background)}");
    }

    /// <summary>The mask with an axis for the channels where the operand has one.</summary>
    /// <param name="mask">Bool [N, H, W] or [H, W], the latter for all pictures.</param>
    /// <param name="operand">[N, K, H, W], [N, H, W] or [H, W].</param>
    public static Tensor Fit(Tensor mask, Tensor operand)
    {
        var (m, o) = (mask.shape, operand.shape);
        var pictures = operand.ndim == 4 ? [o[0], o[2], o[3]] : o;
        var fits = mask.dtype == ScalarType.Bool && operand.ndim is >= 2 and <= 4
            && (m.SequenceEqual(pictures) || (m.Length == 2 && m.SequenceEqual(pictures[^2..])));
        if (!fits)
            throw new ArgumentException($"mask: expected Bool [{string.Join(", ", pictures)}] or one [H, W] of it for {Describe(operand)}, got {Describe(mask)}");
        return operand.ndim == 4 && mask.ndim == 3 ? mask.unsqueeze(1) : mask;
    }

    public static string Describe(Tensor t) => $"{t.dtype} [{string.Join(", ", t.shape)}]";
}
