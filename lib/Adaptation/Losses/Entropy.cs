// Entropy minimisation, the baseline that the maximum squares loss replaces: Eq. (1) to (3) of M. Chen, H. Xue, D. Cai, "Domain
// Adaptation for Semantic Segmentation with Maximum Squares Loss", ICCV 2019, arXiv 1909.13589, Section 3.1; Y. Grandvalet and
// Y. Bengio, "Semi-supervised Learning by Entropy Minimization", NIPS 2004. Code facts: ZJULearning/MaxSquareLoss @2fbc18f.

using static TorchSharp.torch;

namespace Research.Adaptation.Losses;

/// <summary>Entropy of the predicted class distribution (MinEnt).</summary>
public static class Entropy
{
    /// <summary>Mean entropy of the pixels.</summary>
    /// <param name="logits">Unnormalised scores of unlabelled pictures, float [N, C, H, W].</param>
    /// <param name="fidelity">Paper: mean over pixels. ReleasedCode: mean over pixels and classes, an extra factor 1/C.</param>
    /// <param name="valid">Pixels that count, bool [N, H, W]; null means all.</param>
    /// <returns>A scalar in nats, 0 to log C (paper form); 0 where no pixel counts.</returns>
    /// <remarks>
    /// L = -(1/N) sum over n, c of p^{n,c} log p^{n,c}, N the number of counted pixels, p = softmax(logits).
    /// Nothing is detached: the gradient flows through the probability and through its logarithm.
    /// </remarks>
    /// <exception cref="ArgumentException">Shapes or types do not fit.</exception>
    public static Tensor Of(Tensor logits, Fidelity fidelity = Fidelity.Paper, Tensor? valid = null)
    {
        LossArguments.CheckLogits(logits);
        LossArguments.CheckValid(logits, valid);
        using var scope = NewDisposeScope();
        var sum = LossArguments.Masked(OfPixels(logits), valid).sum();
        var scale = fidelity == Fidelity.Paper ? 1.0 : 1.0 / logits.shape[1];
        return (sum * scale / LossArguments.PixelCount(logits, valid)).MoveToOuterDisposeScope();
    }

    /// <summary>Entropy of each pixel, [N, H, W], in nats.</summary>
    /// <param name="logits">Unnormalised scores, float [N, C, H, W].</param>
    public static Tensor OfPixels(Tensor logits)
    {
        LossArguments.CheckLogits(logits);
        using var scope = NewDisposeScope();
        var logProbabilities = logits.log_softmax(dim: 1);
        return (-(logProbabilities.exp() * logProbabilities).sum(dim: 1)).MoveToOuterDisposeScope();
    }

    /// <summary>Closed form of the gradient of each pixel's entropy with respect to its logits, before the division by N.</summary>
    /// <param name="logits">Unnormalised scores, float [N, C, H, W].</param>
    /// <returns>dH/dz_k = -p_k (log p_k + H), [N, C, H, W].</returns>
    public static Tensor LogitGradient(Tensor logits)
    {
        LossArguments.CheckLogits(logits);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var logProbabilities = logits.log_softmax(dim: 1);
        var probabilities = logProbabilities.exp();
        var entropy = -(probabilities * logProbabilities).sum(dim: 1, keepdim: true);
        return (-probabilities * (logProbabilities + entropy)).MoveToOuterDisposeScope();
    }

    /// <summary>Two classes: entropy of the distribution (p, 1 - p), in nats.</summary>
    /// <param name="p">Probability of one class, 0 to 1.</param>
    public static double Binary(double p) => -(XLogX(p) + XLogX(1 - p));

    /// <summary>Two classes: dH/dp = log((1 - p) / p), unbounded towards 0 and 1 (the dashed curve of Figure 1).</summary>
    /// <param name="p">Probability of one class, strictly between 0 and 1.</param>
    public static double BinaryGradient(double p) => Math.Log((1 - p) / p);

    private static double XLogX(double x) => x <= 0 ? 0 : x * Math.Log(x);
}
