// C. Godard, O. Mac Aodha, M. Firman, G. Brostow, "Digging Into Self-Supervised Monocular Depth Estimation" (Monodepth2), ICCV 2019,
// arXiv 1806.01260, Section 3: Eq. (2) photometric error, Eq. (4) minimum reprojection, Eq. (5) auto-masking. SSIM with 3x3 means is
// that of C. Godard et al., CVPR 2017, arXiv 1609.03677. The paper of this notebook (arXiv 2104.13613) trains its depth so.

using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Depth;

/// <summary>How unlike two pictures are per pixel, and which of several reconstructions counts.</summary>
public static class Photometric
{
    private const double C1 = 0.01 * 0.01, C2 = 0.03 * 0.03;

    /// <summary>Structural dissimilarity per pixel and channel.</summary>
    /// <param name="a">Picture in 0 .. 1, [N, C, H, W].</param>
    /// <param name="b">Another of the same shape.</param>
    /// <returns>[N, C, H, W], 0 (equal structure) to 1.</returns>
    /// <remarks>
    /// (1 - SSIM) / 2 limited to 0 .. 1 with SSIM = (2 m_a m_b + C1)(2 s_ab + C2) / ((m_a^2 + m_b^2 + C1)(s_a^2 + s_b^2 + C2)); means m, variances
    /// s^2 and covariance s_ab over 3x3 pixels, borders mirrored; C1 = 0.01^2, C2 = 0.03^2.
    /// </remarks>
    /// <exception cref="ArgumentException">Shapes do not fit.</exception>
    public static Tensor Dissimilarity(Tensor a, Tensor b)
    {
        DepthArguments.CheckPicture(a, nameof(a));
        DepthArguments.CheckShape(b, nameof(b), a.shape);
        using var scope = NewDisposeScope();
        var (x, y) = (Mirrored(a), Mirrored(b));
        var (meanX, meanY) = (Mean(x), Mean(y));
        var (squareX, squareY, product) = (meanX * meanX, meanY * meanY, meanX * meanY);
        var covariance = Mean(x * y) - product;
        var variances = Mean(x * x + y * y) - squareX - squareY;
        var similarity = (2 * product + C1) * (2 * covariance + C2) / ((squareX + squareY + C1) * (variances + C2));
        return ((1 - similarity) / 2).clamp(min: 0, max: 1).MoveToOuterDisposeScope();
    }

    /// <summary>The photometric error per pixel.</summary>
    /// <param name="prediction">Reconstruction in 0 .. 1, [N, C, H, W].</param>
    /// <param name="target">The picture, of the same shape.</param>
    /// <param name="structure">alpha, share of the structural part, 0 .. 1.</param>
    /// <returns>[N, 1, H, W], means over the channels.</returns>
    /// <remarks>pe = alpha (1 - SSIM) / 2 + (1 - alpha) |a - b| (Monodepth2, Eq. (2)); alpha = 0.85 there.</remarks>
    /// <exception cref="ArgumentException">Shapes do not fit.</exception>
    public static Tensor Error(Tensor prediction, Tensor target, double structure = 0.85)
    {
        DepthArguments.CheckPicture(prediction, nameof(prediction));
        DepthArguments.CheckShape(target, nameof(target), prediction.shape);
        using var scope = NewDisposeScope();
        var difference = (prediction - target).abs();
        var error = structure == 0 ? difference : structure * Dissimilarity(prediction, target) + (1 - structure) * difference;
        return error.mean([1], keepdim: true).MoveToOuterDisposeScope();
    }

    /// <summary>The smallest error of each pixel over the views, so that a view in which the pixel is hidden does not count.</summary>
    /// <param name="errors">At least one, each [N, 1, H, W].</param>
    /// <returns>[N, 1, H, W].</returns>
    /// <remarks>Monodepth2, Eq. (4): min over views s of pe(I_t, I_(s->t)).</remarks>
    /// <exception cref="ArgumentException">There is none, or shapes differ.</exception>
    public static Tensor Minimum(IReadOnlyList<Tensor> errors)
    {
        if (errors is not { Count: > 0 }) throw new ArgumentException("errors: expected at least one map");
        using var scope = NewDisposeScope();
        var least = errors[0].alias();
        foreach (var error in errors.Skip(1))
        {
            DepthArguments.CheckShape(error, nameof(errors), least.shape);
            least = minimum(least, error);
        }
        return least.MoveToOuterDisposeScope();
    }

    /// <summary>Which pixels count: those that the warped views explain better than the unwarped ones do.</summary>
    /// <param name="warped">Smallest error of the warped views, [N, 1, H, W].</param>
    /// <param name="unwarped">Smallest error of the views as they are, [N, 1, H, W].</param>
    /// <returns>bool [N, 1, H, W], without gradient.</returns>
    /// <remarks>
    /// Monodepth2, Eq. (5): mu = [ min_s pe(I_t, I_(s->t)) &lt; min_s pe(I_t, I_s) ]. Drops pixels that do not move between views: a car of
    /// one's own speed, whatever is infinitely far, a picture without texture. Where both errors are equal the pixel is dropped; the
    /// released code adds noise to break ties.
    /// </remarks>
    /// <exception cref="ArgumentException">Shapes do not fit.</exception>
    public static Tensor AutoMask(Tensor warped, Tensor unwarped)
    {
        DepthArguments.CheckShape(unwarped, nameof(unwarped), warped.shape);
        using var noGrad = no_grad();
        return warped.lt(unwarped);
    }

    private static Tensor Mirrored(Tensor picture) => nn.functional.pad(picture, (1, 1, 1, 1), PaddingModes.Reflect);

    private static Tensor Mean(Tensor picture) => nn.functional.avg_pool2d(picture, 3, stride: 1);
}
