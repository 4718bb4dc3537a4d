// Maximum mean discrepancy with several kernels: A. Gretton et al., "A Kernel Two-Sample Test", JMLR 13 (2012), Eq. (5); M. Long,
// Y. Cao, J. Wang, M. Jordan, "Learning Transferable Features with Deep Adaptation Networks", ICML 2015, arXiv 1502.02791; in the form
// of L. Gao et al., "DSP", ACM MM 2021, arXiv 2107.09600 (GaoLii/DSP @f90a6bb).

using Research.Adaptation.Training;
using static TorchSharp.torch;

namespace Research.Adaptation.Losses;

/// <summary>How far two sets of feature vectors are apart, in a space that Gaussian kernels of several widths span.</summary>
public static class MaximumMeanDiscrepancy
{
    /// <summary>Number of kernels of the released code.</summary>
    public const int DefaultKernels = 5;

    // Keeps 0 / 0 out where all vectors are equal; far below any distance between features.
    private const double SmallestWidth = 1e-12;

    /// <summary>The squared discrepancy, biased estimate.</summary>
    /// <param name="first">B vectors, float [B, K].</param>
    /// <param name="second">As many vectors of the same length, [B, K].</param>
    /// <param name="kernels">Number of widths, odd, 1 to 15: each twice the one before, the middle one the mean squared distance of a pair.</param>
    /// <returns>A scalar, 0 or more up to rounding; 0 where all vectors are equal.</returns>
    /// <remarks>
    /// With z the n = 2B vectors of both sets, D_ab = |z_a - z_b|^2 and s = 2^-floor(kernels / 2) sum_ab D_ab / (n^2 - n), s without gradient:
    /// K_ab = sum over i of exp(-D_ab / (2^i s)), MMD = 1/B^2 sum_ab (K^uu + K^vv - K^uv - K^vu). The diagonal is included.
    /// Distances come from one [n, n] product of the centred vectors, so nothing of size [n, n, K] is made.
    /// </remarks>
    /// <exception cref="ArgumentException">Shapes or types do not fit, or the number of kernels is out of range.</exception>
    public static Tensor Of(Tensor first, Tensor second, int kernels = DefaultKernels)
    {
        Check(first, second, kernels);
        using var scope = NewDisposeScope();
        (first, second) = (Replicas.Gathered(first), Replicas.Gathered(second));
        var count = first.shape[0];
        var distances = SquaredDistances(cat([first, second], dim: 0));
        var width = Width(distances, kernels);
        var kernel = exp(-distances / width);
        for (var i = 1; i < kernels; i++) kernel = kernel + exp(-distances / (width * (1 << i)));
        // +1 for pairs of one set, -1 for pairs of two.
        var side = cat([ones(count, dtype: first.dtype, device: first.device), -ones(count, dtype: first.dtype, device: first.device)], dim: 0);
        var signs = side.unsqueeze(1) * side.unsqueeze(0);
        return ((kernel * signs).sum() / (count * count)).MoveToOuterDisposeScope();
    }

    /// <summary>The smallest of the widths that <see cref="Of"/> uses, a scalar without gradient.</summary>
    /// <param name="first">B vectors, float [B, K].</param>
    /// <param name="second">As many vectors of the same length.</param>
    /// <param name="kernels">Number of widths.</param>
    public static Tensor SmallestKernelWidth(Tensor first, Tensor second, int kernels = DefaultKernels)
    {
        Check(first, second, kernels);
        using var scope = NewDisposeScope();
        return Width(SquaredDistances(cat([first, second], dim: 0)), kernels).MoveToOuterDisposeScope();
    }

    // |a - b|^2 = |a|^2 + |b|^2 - 2 ab. Centring changes no distance and keeps the subtraction from losing digits.
    private static Tensor SquaredDistances(Tensor vectors)
    {
        var centred = vectors - vectors.detach().mean([0], keepdim: true);
        var squares = centred.square().sum([1], keepdim: true);
        return (squares + squares.transpose(0, 1) - 2 * centred.matmul(centred.transpose(0, 1))).clamp(min: 0);
    }

    private static Tensor Width(Tensor distances, int kernels)
    {
        var n = distances.shape[0];
        return (distances.detach().sum() / (n * (n - 1) * (1 << (kernels / 2)))).clamp(min: SmallestWidth);
    }

    private static void Check(Tensor first, Tensor second, int kernels)
    {
        if (first.ndim != 2 || !first.is_floating_point() || first.shape[0] == 0 || first.dtype != second.dtype || !first.shape.SequenceEqual(second.shape))
            throw new ArgumentException(
                $"first and second: expected floating point [B, K] of one type and shape, got {first.dtype} [{string.Join(", ", first.shape)}] and {second.dtype} [{string.Join(", ", second.shape)}]");
        if (kernels is < 1 or > 15 || kernels % 2 == 0)
            throw new ArgumentException($"kernels: expected an odd number from 1 to 15, got {kernels}");
    }
}
