// The reverse Huber loss on inverse depth. L. Zwald, S. Lambert-Lacroix, arXiv 1207.6868; I. Laina et al., "Deeper Depth Prediction with
// Fully Convolutional Residual Networks", 3DV 2016, arXiv 1606.00373, Eq. (2); as used by Q. Wang et al., "Domain Adaptive Semantic
// Segmentation with Self-Supervised Depth Estimation" (CorDA), ICCV 2021, arXiv 2104.13613. Code facts: qinenergy/corda @2904cc6.
// Notebook: notebooks/04-corda.ipynb.

using Research.Adaptation.Training;
using static TorchSharp.torch;

namespace Research.Adaptation.Losses;

/// <summary>Reverse Huber: linear for small errors, quadratic for large ones, on inverse depth.</summary>
public static class BerHu
{
    /// <summary>The value of inverse depth that stands for "infinitely far or unknown"; such pixels count for nothing.</summary>
    public const float Invalid = 1;

    /// <summary>Where the quadratic part begins, as a share of the largest error.</summary>
    public const double ThresholdShare = 0.2;

    // The largest error is 0 where all errors are: then c is this, and the quadratic branch, though not taken, stays finite.
    private const double SmallestThreshold = 1e-12;

    /// <summary>Mean reverse Huber error over the pixels whose depth is known.</summary>
    /// <param name="prediction">Predicted inverse depth, float [N, 1, H, W].</param>
    /// <param name="target">Inverse depth, same shape; exactly 1 where it is unknown or infinite.</param>
    /// <returns>A scalar, 0 or more, in units of inverse depth; 0 with gradient 0 where no depth is known.</returns>
    /// <remarks>
    /// Section 3 of the notes on arXiv 2104.13613, B(d^, d) = (1/|V|) sum over p in V of e_p where e_p &lt;= c, (e_p^2 + c^2) / (2c) elsewhere; V = {p : d_p != 1},
    /// e_p = |d^_p - d_p|, c = 0.2 max over V of e, one number for the whole batch and without gradient. The gradient is sign(d^ - d) / |V| up to c
    /// and grows linearly from there, continuously.
    /// </remarks>
    /// <exception cref="ArgumentException">Shapes or types do not fit; the message names them.</exception>
    public static Tensor Of(Tensor prediction, Tensor target)
    {
        DepthArguments.Check(prediction, nameof(prediction));
        DepthArguments.CheckSame(prediction, target, nameof(target));
        using var scope = NewDisposeScope();
        var valid = target.ne(Invalid);
        var error = where(valid, (prediction - target).abs(), zeros_like(target));
        var c = Threshold(error);
        var perPixel = where(error.le(c), error, (error.square() + c.square()) / (2 * c));
        var sum = where(valid, perPixel, zeros_like(perPixel)).sum();
        return (sum / Replicas.Shared(valid.sum()).to(sum.dtype)).MoveToOuterDisposeScope();
    }

    /// <summary>c of the remarks of <see cref="Of"/>: a fifth of the largest error of the batch, a scalar without gradient.</summary>
    /// <param name="error">Absolute errors, 0 where unknown.</param>
    private static Tensor Threshold(Tensor error)
    {
        using var noGrad = no_grad();
        return (Replicas.SharedMaximum(error.detach().max()) * ThresholdShare).clamp(min: SmallestThreshold);
    }
}
