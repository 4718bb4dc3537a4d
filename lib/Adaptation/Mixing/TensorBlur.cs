// Gaussian blur on tensors as DACS (W. Tranheden et al., arXiv 2007.08702) and, after it, DSP (arXiv 2107.09600, GaoLii/DSP @f90a6bb)
// and CorDA apply it after pasting.

using Research.Adaptation.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Mixing;

/// <summary>Gaussian blur of pictures, one standard deviation per picture, mirrored at the borders.</summary>
public static class TensorBlur
{
    /// <summary>Smallest standard deviation that is drawn, pixels.</summary>
    public const double SmallestSigma = 0.15;

    /// <summary>Largest standard deviation that is drawn, pixels.</summary>
    public const double LargestSigma = 1.15;

    // A tap seven standard deviations away weighs 2e-11 of the middle one: below single precision, so it is left out.
    private const double Reach = 7;

    /// <summary>Taps of the kernel along a side: a tenth of it, rounded up, made odd by taking one off; 51 for 512.</summary>
    /// <param name="side">Pixels, at least 1.</param>
    public static int KernelSide(int side)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 1);
        var tenth = (side + 9) / 10;
        return tenth % 2 == 1 ? tenth : tenth - 1;
    }

    /// <summary>Blurs every picture with its own standard deviation from U(0.15, 1.15).</summary>
    /// <param name="images">Pictures, float [N, K, H, W], any range.</param>
    /// <param name="random">The stream; picture i draws from its i-th branch.</param>
    public static Tensor Apply(Tensor images, RandomStream random)
    {
        using var scope = NewDisposeScope();
        var blurred = Enumerable.Range(0, (int)images.shape[0])
            .Select(i => Gaussian(images.narrow(0, i, 1), random.Split("blur", Replicas.Place(i, images.shape[0])).NextDouble(SmallestSigma, LargestSigma))).ToArray();
        return cat(blurred, dim: 0).MoveToOuterDisposeScope();
    }

    /// <summary>Blurs with a standard deviation.</summary>
    /// <param name="images">Pictures, float [N, K, H, W], any range.</param>
    /// <param name="sigma">Standard deviation in pixels, above 0.</param>
    /// <remarks>
    /// Two passes with weights proportional to exp(-d^2 / (2 sigma^2)), normalised over the <see cref="KernelSide"/> of height and width;
    /// beyond the border the picture is mirrored at its last pixel.
    /// </remarks>
    /// <exception cref="ArgumentException">Not [N, K, H, W], or sigma is not above 0.</exception>
    public static Tensor Gaussian(Tensor images, double sigma)
    {
        if (images.ndim != 4 || !images.is_floating_point())
            throw new ArgumentException($"images: expected floating point [N, K, H, W], got {MixingArguments.Describe(images)}");
        if (!(sigma > 0 && double.IsFinite(sigma)))
            throw new ArgumentException($"sigma: expected a finite number above 0, got {sigma}");
        using var scope = NewDisposeScope();
        var s = images.shape;
        var planes = images.reshape(s[0] * s[1], 1, s[2], s[3]);
        planes = Along(planes, Taps(KernelSide((int)s[2]), sigma), vertical: true);
        planes = Along(planes, Taps(KernelSide((int)s[3]), sigma), vertical: false);
        return planes.reshape(s).MoveToOuterDisposeScope();
    }

    private static Tensor Along(Tensor planes, double[] taps, bool vertical)
    {
        var radius = taps.Length / 2;
        if (radius == 0) return planes;
        long[] padding = vertical ? [0, 0, radius, radius] : [radius, radius, 0, 0];
        var kernel = tensor(taps, dtype: planes.dtype, device: planes.device).reshape(vertical ? [1, 1, taps.Length, 1] : [1, 1, 1, taps.Length]);
        return nn.functional.conv2d(nn.functional.pad(planes, padding, mode: PaddingModes.Reflect), kernel);
    }

    private static double[] Taps(int side, double sigma)
    {
        var radius = Math.Min(side / 2, (int)Math.Ceiling(Reach * sigma));
        var taps = Enumerable.Range(-radius, 2 * radius + 1).Select(d => Math.Exp(-d * d / (2 * sigma * sigma))).ToArray();
        var sum = taps.Sum();
        return [.. taps.Select(t => t / sum)];
    }
}
