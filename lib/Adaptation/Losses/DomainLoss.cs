// The region-wise paper, Eq. (1): binary cross entropy of each region's domain classifier. Notebook: notebooks/01-region-dann.ipynb.
// For one classifier of the whole picture: Y. Ganin et al., JMLR 17(59), 2016, arXiv 1505.07818, Section 4.

using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Losses;

/// <summary>How badly domain classifiers tell the domains apart.</summary>
public static class DomainLoss
{
    /// <summary>Binary cross entropy of logits against the pictures' domain.</summary>
    /// <param name="logits">Logits of "source", float [N, h, w]: one per picture and region ([N, 1, 1] for whole pictures).</param>
    /// <param name="domain">Where all N pictures come from.</param>
    /// <param name="reduction">Mean or sum over the regions; over pictures it is always the mean.</param>
    /// <returns>A scalar in nats; log 2 = 0.6931 (times R for the sum) where the classifiers know nothing.</returns>
    /// <remarks>
    /// Eq. (1): L_d_j = -(D_j log G_d_j(F_j) + (1 - D_j) log(1 - G_d_j(F_j))), D_j = 1 for the source, 0 for the target, the same for all
    /// regions of a picture; then (1/R) sum over j, or the sum. G = sigmoid of the logit a; computed from a, so finite for any finite a.
    /// With s = sigmoid(a): dL_d_j/da_j = s - D_j.
    /// </remarks>
    /// <exception cref="ArgumentException">Another shape or type.</exception>
    public static Tensor Of(Tensor logits, PictureDomain domain, RegionReduction reduction = RegionReduction.Mean)
    {
        using var scope = NewDisposeScope();
        var regions = PerRegion(logits, domain);
        return (reduction == RegionReduction.Mean ? regions.mean() : regions.sum()).MoveToOuterDisposeScope();
    }

    /// <summary>The loss of each region, mean over the pictures, [h, w].</summary>
    /// <param name="logits">Logits of "source", float [N, h, w].</param>
    /// <param name="domain">Where all N pictures come from.</param>
    /// <exception cref="ArgumentException">Another shape or type.</exception>
    public static Tensor PerRegion(Tensor logits, PictureDomain domain)
    {
        Check(logits);
        using var scope = NewDisposeScope();
        var label = domain == PictureDomain.Source ? ones_like(logits) : zeros_like(logits);
        return nn.functional.binary_cross_entropy_with_logits(logits, label, reduction: nn.Reduction.None)
            .mean(new long[] { 0 }).MoveToOuterDisposeScope();
    }

    /// <summary>Share of the N pictures that each region recognises as what they are, [h, w], 0 to 1; a logit of 0 counts as target. Without gradient.</summary>
    /// <param name="logits">Logits of "source", float [N, h, w].</param>
    /// <param name="domain">Where all N pictures come from.</param>
    /// <exception cref="ArgumentException">Another shape or type.</exception>
    public static Tensor Recognised(Tensor logits, PictureDomain domain)
    {
        Check(logits);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var source = logits > 0;
        return (domain == PictureDomain.Source ? source : ~source).to(logits.dtype).mean(new long[] { 0 }).MoveToOuterDisposeScope();
    }

    private static void Check(Tensor logits)
    {
        if (logits.ndim != 3 || !logits.is_floating_point())
            throw new ArgumentException($"logits: expected floating point [N, h, w], got {logits.dtype} [{string.Join(", ", logits.shape)}]");
    }
}
