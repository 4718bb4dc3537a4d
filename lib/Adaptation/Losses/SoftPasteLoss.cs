// L. Gao, J. Zhang, L. Zhang, D. Tao, "DSP: Dual Soft-Paste for Unsupervised Domain Adaptive Semantic Segmentation", ACM MM 2021,
// arXiv 2107.09600: the losses on the two fused pictures. Code facts: GaoLii/DSP @f90a6bb (train.py) and @8baf66e (train_DSP.py).

using static TorchSharp.torch;

namespace Research.Adaptation.Losses;

/// <summary>Cross entropies of softly pasted pictures: inside the mask two pictures show, so two labels count, weighted as the pictures are.</summary>
public static class SoftPasteLoss
{
    /// <summary>The loss on the fused source picture.</summary>
    /// <param name="logits">Student's logits of the fused source pictures, float [N, C, H, W].</param>
    /// <param name="background">Labels y_A of the pictures that were pasted onto, int64 [N, H, W], 255 ignored.</param>
    /// <param name="fused">Labels y_SM: the pasted ones inside the mask, y_A outside; the same shape.</param>
    /// <param name="lambda">Share of the pasted picture inside the mask, 0 to 1.</param>
    /// <param name="over">What the two means are taken over: <see cref="AveragedOver.LabelledPixels"/>, or all pixels as the first release does.</param>
    /// <returns>A scalar.</returns>
    /// <remarks>L_sm = (1 - lambda) CE(z, y_A) + lambda CE(z, y_SM).</remarks>
    /// <exception cref="ArgumentException">Shapes or types do not fit, or lambda is outside 0 to 1.</exception>
    public static Tensor Source(
        Tensor logits, Tensor background, Tensor fused, double lambda, AveragedOver over = AveragedOver.LabelledPixels)
    {
        Check(logits, lambda);
        using var scope = NewDisposeScope();
        var logProbabilities = logits.log_softmax(dim: 1);
        Tensor Mean(Tensor labels) => over == AveragedOver.LabelledPixels
            ? PixelLikelihood.Mean(logProbabilities, labels) : PixelLikelihood.Negative(logProbabilities, labels).mean();
        return ((1 - lambda) * Mean(background) + lambda * Mean(fused)).MoveToOuterDisposeScope();
    }

    /// <summary>The loss on the fused target picture.</summary>
    /// <param name="logits">Student's logits of the fused target pictures, float [N, C, H, W].</param>
    /// <param name="pseudo">The teacher's labels of the clean target pictures, int64 [N, H, W].</param>
    /// <param name="fused">Labels y_TM: the pasted ones inside the mask, the teacher's outside; the same shape.</param>
    /// <param name="weights">w, [N, H, W], of the logits' type: 1 on pasted pixels, the confidence q elsewhere.</param>
    /// <param name="lambda">Share of the pasted picture inside the mask, 0 to 1.</param>
    /// <param name="fidelity">
    /// Paper: both label maps count. ReleasedCode: only lambda times the first summand; the second is a statement of its own that starts
    /// with a plus sign, computed and thrown away.
    /// </param>
    /// <returns>A scalar.</returns>
    /// <remarks>L_u = 1/(N H W) sum_p w_p [ lambda CE_p(z, y_TM) + (1 - lambda) CE_p(z, y') ].</remarks>
    /// <exception cref="ArgumentException">Shapes or types do not fit, or lambda is outside 0 to 1.</exception>
    public static Tensor Target(
        Tensor logits, Tensor pseudo, Tensor fused, Tensor weights, double lambda, Fidelity fidelity = Fidelity.Paper)
    {
        Check(logits, lambda);
        LossArguments.CheckWeights(logits, weights);
        using var scope = NewDisposeScope();
        var logProbabilities = logits.log_softmax(dim: 1);
        var perPixel = lambda * PixelLikelihood.Negative(logProbabilities, fused);
        if (fidelity == Fidelity.Paper) perPixel = perPixel + (1 - lambda) * PixelLikelihood.Negative(logProbabilities, pseudo);
        return (perPixel * weights).mean().MoveToOuterDisposeScope();
    }

    private static void Check(Tensor logits, double lambda)
    {
        LossArguments.CheckLogits(logits);
        if (!(lambda is >= 0 and <= 1))
            throw new ArgumentException($"lambda: expected 0 to 1, got {lambda}");
    }
}
