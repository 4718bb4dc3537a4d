// Pixel-wise cross entropy, the source loss of every method here; the labelled part of Eq. (6) in M. Chen, H. Xue, D. Cai,
// "Domain Adaptation for Semantic Segmentation with Maximum Squares Loss", ICCV 2019, arXiv 1909.13589 (Section 3).

using Research.Adaptation.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Losses;

/// <summary>Mean negative log-likelihood of the true class over the pixels that have one.</summary>
public static class CrossEntropy
{
    /// <summary>The label of pixels that count for nothing.</summary>
    public const long Ignore = 255;

    /// <summary>Cross entropy of logits against labels.</summary>
    /// <param name="logits">Unnormalised scores, float [N, C, H, W].</param>
    /// <param name="labels">Class of each pixel, int64 [N, H, W], 0 to C - 1, or 255 for ignored pixels.</param>
    /// <param name="classWeights">Weight of each class, float [C]; null means 1 for all.</param>
    /// <returns>A scalar; 0 where no pixel has a label.</returns>
    /// <remarks>
    /// L = -(1/|M|) sum over n in M of log p^{n, y_n}, M the pixels whose label is not 255, p = softmax(logits) over classes.
    /// With class weights w: the sum of w_{y_n} log p^{n, y_n} is divided by the sum of w_{y_n}.
    /// Computed through log-softmax, so finite for logits of any finite size.
    /// </remarks>
    /// <exception cref="ArgumentException">Shapes or types do not fit; the message names them.</exception>
    public static Tensor Of(Tensor logits, Tensor labels, Tensor? classWeights = null)
    {
        LossArguments.CheckLogits(logits);
        LossArguments.CheckLabels(logits, labels);
        using var scope = NewDisposeScope();
        var sum = nn.functional.cross_entropy(logits, labels, classWeights, ignore_index: Ignore, reduction: nn.Reduction.Sum);
        return (sum / Weight(labels, classWeights, logits.dtype)).MoveToOuterDisposeScope();
    }

    // What the sum is divided by. Never 0, so that a batch without labels gives loss 0 and gradient 0 instead of 0/0.
    private static Tensor Weight(Tensor labels, Tensor? classWeights, ScalarType type)
    {
        var labelled = labels.ne(Ignore);
        if (classWeights is null)
            return Replicas.Shared(labelled.sum()).to(type);
        var safe = labels.masked_fill(~labelled, 0);
        var perPixel = classWeights.index_select(0, safe.flatten()) * labelled.flatten().to(type);
        // A weighted sum may well be below 1 and still count.
        var sum = Replicas.SharedSum(perPixel.sum());
        return where(sum > 0, sum, ones_like(sum)).to(type);
    }
}
