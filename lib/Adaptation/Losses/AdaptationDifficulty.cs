// Adaptation difficulty from the disagreement of two depth decoders. Q. Wang, D. Dai, L. Hoyer, L. Van Gool, O. Fink, "Domain Adaptive Semantic
// Segmentation with Self-Supervised Depth Estimation" (CorDA), ICCV 2021, arXiv 2104.13613, the section on the task's adaptation difficulty.
// Code facts: qinenergy/corda @2904cc6, trainUDA_gta.py and trainUDA_synthia.py. Notebook: notebooks/04-corda.ipynb.

using Research.Adaptation.Training;
using static TorchSharp.torch;

namespace Research.Adaptation.Losses;

/// <summary>How much a pixel's pseudo-label is trusted, by how well the source's and the target's depth decoder agree on it.</summary>
/// <remarks>Everything here is a constant for the gradient. Shapes: N batch, H and W pixels.</remarks>
public static class AdaptationDifficulty
{
    /// <summary>The least agreement, so that no pixel is switched off.</summary>
    public const double Floor = 1e-3;

    private static readonly long[] OverPictures = [0];

    /// <summary>Agreement of the two decoders.</summary>
    /// <param name="sourceDecoder">D_src(x), inverse depth by the source domain's decoder, float [N, 1, H, W].</param>
    /// <param name="targetDecoder">D(x), by the target domain's decoder, same shape.</param>
    /// <param name="depth">The supervision d, same shape; 1 where it is unknown or infinite.</param>
    /// <returns>[N, 1, H, W], 0.001 (they disagree by as much as the depth itself, or more) to 1.001 (they agree).</returns>
    /// <remarks>
    /// s_p = ReLU(1 - |D_src(x)_p - D(x)_p| / d_p) + 0.001. The disagreement is relative to *inverse* depth: the same difference counts less near the
    /// camera, where d is large.
    /// </remarks>
    /// <exception cref="ArgumentException">Shapes or types do not fit.</exception>
    public static Tensor Agreement(Tensor sourceDecoder, Tensor targetDecoder, Tensor depth)
    {
        DepthArguments.Check(sourceDecoder, nameof(sourceDecoder));
        DepthArguments.CheckSame(sourceDecoder, targetDecoder, nameof(targetDecoder));
        DepthArguments.CheckSame(sourceDecoder, depth, nameof(depth));
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        return ((1 - (sourceDecoder - targetDecoder).abs() / depth).relu() + Floor).MoveToOuterDisposeScope();
    }

    /// <summary>The weight of a pixel before its batch is normalised.</summary>
    /// <param name="sourceDecoder">D_src(x), float [N, 1, H, W].</param>
    /// <param name="targetDecoder">D(x), same shape.</param>
    /// <param name="depth">d, same shape; 1 where it is unknown or infinite.</param>
    /// <returns>omega [N, 1, H, W], 0.001 to 1; 1 where the depth is unknown or infinite: there disagreement says nothing.</returns>
    /// <remarks>omega_p = min{1, s_p + [d_p = 1]}, s of <see cref="Agreement"/>.</remarks>
    /// <exception cref="ArgumentException">Shapes or types do not fit.</exception>
    public static Tensor Weights(Tensor sourceDecoder, Tensor targetDecoder, Tensor depth)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var agreement = Agreement(sourceDecoder, targetDecoder, depth);
        return (agreement + depth.eq(BerHu.Invalid).to(agreement.dtype)).clamp(max: 1).MoveToOuterDisposeScope();
    }

    /// <summary>The weight of every pixel's cross entropy: confidence times normalised difficulty.</summary>
    /// <param name="confidence">w, float [N, H, W]: 1 on pixels with true labels, the batch's confident share on pseudo-labels.</param>
    /// <param name="weights">omega of <see cref="Weights"/>, [N, 1, H, W].</param>
    /// <param name="fidelity">Paper: every picture by its own weights. ReleasedCode: all pictures by the mean weight of their batch, see remarks.</param>
    /// <returns>W [N, H, W], 0 or more.</returns>
    /// <remarks>
    /// Paper: W_{j,p} = w_{j,p} omega_{j,p} / mean(omega); the mean runs over all pixels of the batch, so difficulty only redistributes.
    /// ReleasedCode: its product of [N, H, W] and [N, 1, H, W] broadcasts to [N, N, H, W]; averaged against the cross entropy [N, H, W] that is
    /// W_{j,p} = w_{j,p} (mean over i of omega_{i,p}) / mean(omega): the depth of one picture weighs the pixels of the others. Equal for N = 1.
    /// </remarks>
    /// <exception cref="ArgumentException">Shapes or types do not fit.</exception>
    public static Tensor PixelWeights(Tensor confidence, Tensor weights, Fidelity fidelity = Fidelity.Paper)
    {
        DepthArguments.Check(weights, nameof(weights));
        var (n, h, w) = (weights.shape[0], weights.shape[2], weights.shape[3]);
        if (!confidence.shape.SequenceEqual([n, h, w]) || !confidence.is_floating_point())
            throw new ArgumentException($"{nameof(confidence)}: expected floating point [{n}, {h}, {w}], got {DepthArguments.Describe(confidence)}");
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var own = weights.squeeze(1);
        var redistributed = fidelity == Fidelity.Paper ? own : Replicas.Gathered(own).mean(OverPictures, keepdim: true);
        return (confidence * redistributed / Replicas.SharedMean(own.mean())).MoveToOuterDisposeScope();
    }
}
