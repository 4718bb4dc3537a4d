// Multi-level self-produced guidance: M. Chen, H. Xue, D. Cai, "Domain Adaptation for Semantic Segmentation with Maximum
// Squares Loss", ICCV 2019, arXiv 1909.13589, Section 3.4. Code facts: ZJULearning/MaxSquareLoss @2fbc18f, tools/solve_gta5.py.

using static TorchSharp.torch;

namespace Research.Adaptation.Losses;

/// <summary>Hard labels for the low head, made by both heads together.</summary>
public static class Guidance
{
    private static readonly long[] OverClasses = [1];

    /// <summary>Labels where at least one head is confident, ignore elsewhere; without gradient.</summary>
    /// <param name="high">Logits of the high head, float [N, C, H, W].</param>
    /// <param name="low">Logits of the low head, same shape.</param>
    /// <param name="delta">Confidence threshold, 0 to 1; 0.95 in the paper's experiments.</param>
    /// <returns>int64 [N, H, W]: argmax of (p_high + p_low) / 2 where max p_high &gt; delta or max p_low &gt; delta, else 255.</returns>
    /// <remarks>Section 3.4. The label comes from the average, the mask from the single heads; the comparison is strict.</remarks>
    /// <exception cref="ArgumentException">Shapes or types do not fit, or delta is outside 0 to 1.</exception>
    public static Tensor PseudoLabels(Tensor high, Tensor low, double delta)
    {
        LossArguments.CheckSameShape(high, low);
        if (!(delta is >= 0 and <= 1))
            throw new ArgumentException($"delta: expected 0 to 1, got {delta}");
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var (fromHigh, fromLow) = (high.softmax(dim: 1), low.softmax(dim: 1));
        var confident = (fromHigh.amax(dims: OverClasses) > delta).logical_or(fromLow.amax(dims: OverClasses) > delta);
        var labels = ((fromHigh + fromLow) / 2).argmax(dim: 1);
        return labels.masked_fill(~confident, CrossEntropy.Ignore).MoveToOuterDisposeScope();
    }
}
