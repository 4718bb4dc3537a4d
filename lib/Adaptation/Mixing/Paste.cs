// Pasting: the hard one of ClassMix (arXiv 2007.07936, Section 3.1) and DACS (W. Tranheden et al., arXiv 2007.08702), and the soft
// one of L. Gao, J. Zhang, L. Zhang, D. Tao, "DSP: Dual Soft-Paste for Unsupervised Domain Adaptive Semantic Segmentation",
// ACM MM 2021, arXiv 2107.09600 (GaoLii/DSP @f90a6bb).

using static TorchSharp.torch;

namespace Research.Adaptation.Mixing;

/// <summary>Puts the masked pixels of one picture onto another.</summary>
public static class Paste
{
    /// <summary>The pasted pixels inside the mask, the background outside: pictures or labels.</summary>
    /// <param name="mask">Bool [N, H, W], or [H, W] for all pictures.</param>
    /// <param name="pasted">What shows inside the mask: [N, K, H, W], [N, H, W] or [H, W], any type.</param>
    /// <param name="background">What shows outside, the same type and shape.</param>
    /// <remarks>x = m a + (1 - m) b.</remarks>
    /// <exception cref="ArgumentException">Types or shapes do not fit.</exception>
    public static Tensor Hard(Tensor mask, Tensor pasted, Tensor background)
    {
        MixingArguments.CheckSameShape(pasted, background);
        using var scope = NewDisposeScope();
        return where(MixingArguments.Fit(mask, pasted), pasted, background).MoveToOuterDisposeScope();
    }

    /// <summary>Inside the mask a mixture of both pictures, outside the background alone. Labels are never mixed: use <see cref="Hard"/>.</summary>
    /// <param name="mask">Bool [N, H, W], or [H, W] for all pictures.</param>
    /// <param name="lambda">Share of the pasted picture inside the mask, 0 to 1: 1 is <see cref="Hard"/>, 0 pastes nothing.</param>
    /// <param name="pasted">Pictures, float [N, K, H, W].</param>
    /// <param name="background">Pictures, the same type and shape.</param>
    /// <remarks>x = lambda m a + (1 - lambda m) b: a mixup restricted to the mask. Off the mask nothing changes, to the bit.</remarks>
    /// <exception cref="ArgumentException">Types or shapes do not fit, or lambda is outside 0 to 1.</exception>
    public static Tensor Soft(Tensor mask, double lambda, Tensor pasted, Tensor background)
    {
        MixingArguments.CheckSameShape(pasted, background);
        if (!(lambda is >= 0 and <= 1))
            throw new ArgumentException($"lambda: expected 0 to 1, got {lambda}");
        if (!pasted.is_floating_point())
            throw new ArgumentException($"pasted: expected floating point pictures, got {MixingArguments.Describe(pasted)}; labels are pasted hard");
        using var scope = NewDisposeScope();
        var fitted = MixingArguments.Fit(mask, pasted);
        return where(fitted, lambda * pasted + (1 - lambda) * background, background).MoveToOuterDisposeScope();
    }
}
