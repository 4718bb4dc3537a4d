using Research.Adaptation.Training;
using static TorchSharp.torch;

namespace Research.Adaptation.Losses;

/// <summary>Checks at the entrance of the losses (engineering, no paper).</summary>
internal static class LossArguments
{
    public static void CheckLogits(Tensor logits, string name = "logits")
    {
        if (logits.ndim != 4 || !logits.is_floating_point())
            throw new ArgumentException($"{name}: expected floating point [N, C, H, W], got {Describe(logits)}");
    }

    public static void CheckLabels(Tensor logits, Tensor labels)
    {
        var (s, l) = (logits.shape, labels.shape);
        if (labels.ndim != 3 || labels.dtype != ScalarType.Int64 || l[0] != s[0] || l[1] != s[2] || l[2] != s[3])
            throw new ArgumentException($"labels: expected Int64 [{s[0]}, {s[2]}, {s[3]}] for logits {Describe(logits)}, got {Describe(labels)}");
    }

    public static void CheckValid(Tensor logits, Tensor? valid)
    {
        if (valid is null) return;
        var (s, v) = (logits.shape, valid.shape);
        if (valid.ndim != 3 || valid.dtype != ScalarType.Bool || v[0] != s[0] || v[1] != s[2] || v[2] != s[3])
            throw new ArgumentException($"valid: expected Bool [{s[0]}, {s[2]}, {s[3]}] for logits {Describe(logits)}, got {Describe(valid)}");
    }

    public static void CheckWeights(Tensor logits, Tensor weights)
    {
        var (s, w) = (logits.shape, weights.shape);
        if (weights.ndim != 3 || weights.dtype != logits.dtype || w[0] != s[0] || w[1] != s[2] || w[2] != s[3])
            throw new ArgumentException($"weights: expected {logits.dtype} [{s[0]}, {s[2]}, {s[3]}] for logits {Describe(logits)}, got {Describe(weights)}");
    }

    public static void CheckSameShape(Tensor high, Tensor low)
    {
        CheckLogits(high, "high");
        CheckLogits(low, "low");
        if (!high.shape.SequenceEqual(low.shape))
            throw new ArgumentException($"low: expected the shape of high, {Describe(high)}, got {Describe(low)}");
    }

    /// <summary>Number of counted pixels as a divisor of at least 1, of the logits' type.</summary>
    public static Tensor PixelCount(Tensor logits, Tensor? valid)
    {
        if (valid is not null) return Replicas.Shared(valid.sum()).to(logits.dtype);
        var s = logits.shape;
        return tensor((double)Math.Max(1, s[0] * s[2] * s[3]), dtype: logits.dtype, device: logits.device);
    }

    /// <summary>Sets what ignored pixels contribute to zero.</summary>
    /// <param name="perPixel">[N, H, W].</param>
    /// <param name="valid">bool [N, H, W] or null.</param>
    public static Tensor Masked(Tensor perPixel, Tensor? valid) =>
        valid is null ? perPixel : perPixel * valid.to(perPixel.dtype);

    private static string Describe(Tensor t) => $"{t.dtype} [{string.Join(", ", t.shape)}]";
}
