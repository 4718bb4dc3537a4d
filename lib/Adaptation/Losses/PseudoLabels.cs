// Pseudo-labels with one confidence per batch: W. Tranheden, V. Olsson, J. Pinto, L. Svensson, "DACS", WACV 2021, arXiv 2007.08702,
// Section 3; used by L. Gao et al., "DSP: Dual Soft-Paste for Unsupervised Domain Adaptive Semantic Segmentation", ACM MM 2021,
// arXiv 2107.09600 (GaoLii/DSP @f90a6bb, "threshold_uniform"), and by CorDA.

using Research.Adaptation.Training;
using static TorchSharp.torch;

namespace Research.Adaptation.Losses;

/// <summary>What a teacher says about unlabelled pictures: a class for every pixel, and how much to trust the batch.</summary>
/// <param name="Labels">argmax of the teacher's logits, int64 [N, H, W].</param>
/// <param name="Confidence">Share q of the batch's pixels whose largest probability reaches the threshold: a scalar, 0 to 1.</param>
/// <param name="Sureness">The largest probability of each pixel, [N, H, W].</param>
public sealed record PseudoLabels(Tensor Labels, Tensor Confidence, Tensor Sureness)
{
    /// <summary>Labels and confidence of a teacher's answer; nothing here has a gradient.</summary>
    /// <param name="logits">The teacher's logits, float [N, C, H, W].</param>
    /// <param name="threshold">tau, 0 to 1; 0.968 in the released codes.</param>
    /// <remarks>y_p = argmax_c s_pc, q = #{p: max_c s_pc >= tau} / (N H W), s = softmax(logits): one number for the whole batch.</remarks>
    /// <exception cref="ArgumentException">Not floating point [N, C, H, W], or the threshold is outside 0 to 1.</exception>
    public static PseudoLabels Of(Tensor logits, double threshold)
    {
        LossArguments.CheckLogits(logits);
        if (!(threshold is >= 0 and <= 1))
            throw new ArgumentException($"threshold: expected 0 to 1, got {threshold}");
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var (sureness, labels) = logits.detach().softmax(dim: 1).max(dim: 1);
        var confidence = Replicas.SharedMean(sureness.ge(threshold).to(logits.dtype).mean());
        return new PseudoLabels(
            labels.MoveToOuterDisposeScope(), confidence.MoveToOuterDisposeScope(), sureness.MoveToOuterDisposeScope());
    }

    /// <summary>The weight of each pixel of a fused picture: 1 where source labels were pasted, q where pseudo-labels remain.</summary>
    /// <param name="pasted">Bool [N, H, W].</param>
    /// <returns>[N, H, W], w_p = m_p + (1 - m_p) q.</returns>
    public Tensor Weights(Tensor pasted)
    {
        using var scope = NewDisposeScope();
        return where(pasted, ones_like(Confidence), Confidence).MoveToOuterDisposeScope();
    }
}
