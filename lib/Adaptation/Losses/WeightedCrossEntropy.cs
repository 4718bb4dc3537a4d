// Cross entropy with a weight per pixel: W. Tranheden et al., "DACS", WACV 2021, arXiv 2007.08702, Section 3; L. Gao et al., "DSP",
// ACM MM 2021, arXiv 2107.09600 (GaoLii/DSP @f90a6bb).

using static TorchSharp.torch;

namespace Research.Adaptation.Losses;

/// <summary>Negative log-likelihood with a weight for every pixel, averaged over all pixels.</summary>
public static class WeightedCrossEntropy
{
    /// <summary>Weighted cross entropy.</summary>
    /// <param name="logits">Unnormalised scores, float [N, C, H, W].</param>
    /// <param name="labels">Class of each pixel, int64 [N, H, W], 0 to C - 1, or 255 for ignored pixels.</param>
    /// <param name="weights">Weight of each pixel, [N, H, W], of the logits' type; without gradient.</param>
    /// <returns>A scalar.</returns>
    /// <remarks>
    /// L = -(1 / (N H W)) sum over pixels p of w_p log softmax(z_p)_{y_p}. The divisor counts every pixel, also the ignored ones, which add
    /// nothing: so a smaller weight makes a smaller loss, and is not divided away.
    /// </remarks>
    /// <exception cref="ArgumentException">Shapes or types do not fit; the message names them.</exception>
    public static Tensor Of(Tensor logits, Tensor labels, Tensor weights)
    {
        LossArguments.CheckLogits(logits);
        LossArguments.CheckWeights(logits, weights);
        using var scope = NewDisposeScope();
        return (PixelLikelihood.Negative(logits.log_softmax(dim: 1), labels) * weights).mean().MoveToOuterDisposeScope();
    }
}
