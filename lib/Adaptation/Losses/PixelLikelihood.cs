using Research.Adaptation.Training;
using static TorchSharp.torch;

namespace Research.Adaptation.Losses;

/// <summary>Log-likelihoods picked out pixel by pixel, for losses that weigh or combine several label maps (engineering, no paper).</summary>
internal static class PixelLikelihood
{
    /// <summary>-log p of each pixel's label, [N, H, W]; 0 where the label is 255.</summary>
    /// <param name="logProbabilities">Log-softmax of logits, [N, C, H, W].</param>
    /// <param name="labels">Int64 [N, H, W], 0 to C - 1 or 255.</param>
    public static Tensor Negative(Tensor logProbabilities, Tensor labels)
    {
        LossArguments.CheckLabels(logProbabilities, labels);
        using var scope = NewDisposeScope();
        var ignored = labels.eq(CrossEntropy.Ignore);
        var picked = logProbabilities.gather(1, labels.masked_fill(ignored, 0).unsqueeze(1)).squeeze(1);
        return (-picked).masked_fill(ignored, 0).MoveToOuterDisposeScope();
    }

    /// <summary>Mean of <see cref="Negative"/> over the pixels with a label; 0 where there is none.</summary>
    public static Tensor Mean(Tensor logProbabilities, Tensor labels)
    {
        using var scope = NewDisposeScope();
        var count = Replicas.Shared(labels.ne(CrossEntropy.Ignore).sum()).to(logProbabilities.dtype);
        return (Negative(logProbabilities, labels).sum() / count).MoveToOuterDisposeScope();
    }
}
