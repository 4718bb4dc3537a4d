// M. Chen, H. Xue, D. Cai, "Domain Adaptation for Semantic Segmentation with Maximum Squares Loss", ICCV 2019,
// arXiv 1909.13589: the maximum squares loss (Section 3.2, Eq. (1) of the notebook) and its image-wise class balance (Section 3.3).
// Code facts: ZJULearning/MaxSquareLoss @2fbc18f, utils/loss.py. Notebook: notebooks/03-maximum-squares.ipynb.

using static TorchSharp.torch;

namespace Research.Adaptation.Losses;

/// <summary>Minus half the sum of squared class probabilities; its gradient grows linearly where entropy's diverges.</summary>
public static class MaximumSquares
{
    /// <summary>The plain loss.</summary>
    /// <param name="logits">Unnormalised scores of unlabelled pictures, float [N, C, H, W].</param>
    /// <param name="fidelity">Paper: mean over pixels. ReleasedCode: mean over pixels and classes, an extra factor 1/C.</param>
    /// <param name="valid">Pixels that count, bool [N, H, W]; null means all.</param>
    /// <returns>A scalar, -1/2 (every pixel certain) to -1/(2C) (every pixel uniform) in the paper's form; 0 where no pixel counts.</returns>
    /// <remarks>
    /// Eq. (1): L = -(1/2N) sum over n, c of (p^{n,c})^2, N the number of counted pixels of the batch, p = softmax(logits).
    /// With S = sum over c of p_c^2, C S - 1 is the Pearson chi-square divergence to the uniform distribution, so minimising
    /// the loss maximises that divergence.
    /// </remarks>
    /// <exception cref="ArgumentException">Shapes or types do not fit.</exception>
    public static Tensor Of(Tensor logits, Fidelity fidelity = Fidelity.Paper, Tensor? valid = null)
    {
        LossArguments.CheckLogits(logits);
        LossArguments.CheckValid(logits, valid);
        using var scope = NewDisposeScope();
        var squares = logits.softmax(dim: 1).square().sum(dim: 1);
        var scale = fidelity == Fidelity.Paper ? -0.5 : -0.5 / logits.shape[1];
        return (LossArguments.Masked(squares, valid).sum() * scale / LossArguments.PixelCount(logits, valid)).MoveToOuterDisposeScope();
    }

    /// <summary>The loss with each image's classes balanced by how many of its pixels are predicted as that class.</summary>
    /// <param name="logits">Unnormalised scores of unlabelled pictures, float [N, C, H, W].</param>
    /// <param name="alpha">0 (no balance) to 1 (every predicted class weighs the same); 0.2 in the paper's experiments.</param>
    /// <param name="fidelity">Which of the two forms in the remarks.</param>
    /// <param name="valid">Pixels that count, bool [N, H, W]; null means all.</param>
    /// <returns>A scalar, mean over the images of the batch.</returns>
    /// <remarks>
    /// B images; N pixels counted in an image; N^c of them predicted (argmax) as class c, at least 1.
    /// Paper (Section 3.3): L = -(1/B) sum over b, n, c of (p^{n,c})^2 / (2 (N^c)^alpha N^(1-alpha)): each class has its weight.
    /// ReleasedCode: L = -(1/(B C)) sum over b, n, c of w_n (p^{n,c})^2 with w_n = 1 / max((N^k)^alpha N^(1-alpha), 1), k the pixel's
    /// argmax: each pixel has its weight, no factor 1/2, an extra 1/C.
    /// Weights are constants for the gradient and are taken from each image alone, whatever the batch (the released code works
    /// for batches of one only). With alpha = 0 the paper's form is <see cref="Of"/>, the code's is twice its <see cref="Of"/>.
    /// </remarks>
    /// <exception cref="ArgumentException">Shapes or types do not fit, or alpha is outside 0 to 1.</exception>
    public static Tensor ImageWise(Tensor logits, double alpha, Fidelity fidelity = Fidelity.Paper, Tensor? valid = null)
    {
        LossArguments.CheckLogits(logits);
        LossArguments.CheckValid(logits, valid);
        using var scope = NewDisposeScope();
        var squares = logits.softmax(dim: 1).square();
        var (images, classes) = (logits.shape[0], logits.shape[1]);
        if (fidelity == Fidelity.Paper)
        {
            var weighted = (squares * ClassWeights(logits, alpha, valid).reshape(images, classes, 1, 1)).sum(dim: 1);
            return (LossArguments.Masked(weighted, valid).sum() * (-0.5 / images)).MoveToOuterDisposeScope();
        }
        var perPixel = squares.sum(dim: 1) * PixelWeights(logits, alpha, valid);
        return (LossArguments.Masked(perPixel, valid).sum() * (-1.0 / (images * classes))).MoveToOuterDisposeScope();
    }

    /// <summary>Image-wise weight of each class, [N, C]: 1 / max((N^c)^alpha N^(1-alpha), 1), without gradient.</summary>
    /// <param name="logits">Unnormalised scores, float [N, C, H, W].</param>
    /// <param name="alpha">0 to 1.</param>
    /// <param name="valid">Pixels that count, bool [N, H, W]; null means all.</param>
    /// <remarks>A class that no pixel of the image is predicted as counts as one pixel.</remarks>
    /// <exception cref="ArgumentException">Shapes or types do not fit, or alpha is outside 0 to 1.</exception>
    public static Tensor ClassWeights(Tensor logits, double alpha, Tensor? valid = null)
    {
        LossArguments.CheckLogits(logits);
        LossArguments.CheckValid(logits, valid);
        if (!(alpha is >= 0 and <= 1))
            throw new ArgumentException($"alpha: expected 0 to 1, got {alpha}");
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var counts = PredictedPixels(logits, valid).to(logits.dtype);
        var total = counts.sum(dim: 1, keepdim: true);
        var share = counts.clamp(min: 1).pow(alpha) * total.clamp(min: 1).pow(1 - alpha);
        return share.clamp(min: 1).reciprocal().MoveToOuterDisposeScope();
    }

    /// <summary>Image-wise weight of each pixel, [N, H, W]: that of the class it is predicted as; without gradient.</summary>
    /// <param name="logits">Unnormalised scores, float [N, C, H, W].</param>
    /// <param name="alpha">0 to 1.</param>
    /// <param name="valid">Pixels that count, bool [N, H, W]; null means all.</param>
    /// <exception cref="ArgumentException">Shapes or types do not fit, or alpha is outside 0 to 1.</exception>
    public static Tensor PixelWeights(Tensor logits, double alpha, Tensor? valid = null)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var weights = ClassWeights(logits, alpha, valid);
        var predicted = logits.argmax(dim: 1);
        return weights.gather(1, predicted.flatten(1)).reshape(predicted.shape).MoveToOuterDisposeScope();
    }

    /// <summary>How many counted pixels of each image are predicted as each class, int64 [N, C].</summary>
    /// <param name="logits">Unnormalised scores, float [N, C, H, W].</param>
    /// <param name="valid">Pixels that count, bool [N, H, W]; null means all.</param>
    public static Tensor PredictedPixels(Tensor logits, Tensor? valid = null)
    {
        LossArguments.CheckLogits(logits);
        LossArguments.CheckValid(logits, valid);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var (images, classes) = (logits.shape[0], logits.shape[1]);
        // One histogram for the whole batch: image b, class c falls into bin b * (C + 1) + c; ignored pixels into the extra bin C.
        var bins = logits.argmax(dim: 1);
        if (valid is not null) bins = bins.masked_fill(~valid, classes);
        bins = bins.flatten(1) + arange(images, dtype: ScalarType.Int64, device: logits.device).reshape(images, 1) * (classes + 1);
        var counts = bincount(bins.flatten(), minlength: images * (classes + 1)).reshape(images, classes + 1);
        return counts.narrow(1, 0, classes).contiguous().MoveToOuterDisposeScope();
    }

    /// <summary>Closed form of the gradient of each pixel's plain loss with respect to its logits, before the division by N.</summary>
    /// <param name="logits">Unnormalised scores, float [N, C, H, W].</param>
    /// <returns>dL/dz_k = -p_k (p_k - S), S = sum over c of p_c^2; [N, C, H, W].</returns>
    public static Tensor LogitGradient(Tensor logits)
    {
        LossArguments.CheckLogits(logits);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var probabilities = logits.softmax(dim: 1);
        var squares = probabilities.square().sum(dim: 1, keepdim: true);
        return (-probabilities * (probabilities - squares)).MoveToOuterDisposeScope();
    }

    /// <summary>Two classes: -(p^2 + (1 - p)^2) / 2.</summary>
    /// <param name="p">Probability of one class, 0 to 1.</param>
    public static double Binary(double p) => -(p * p + (1 - p) * (1 - p)) / 2;

    /// <summary>Two classes: dL/dp = 1 - 2p, linear and bounded (the solid curve of Figure 1).</summary>
    /// <param name="p">Probability of one class, 0 to 1.</param>
    public static double BinaryGradient(double p) => 1 - 2 * p;
}
