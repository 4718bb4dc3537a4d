namespace Research.Adaptation.Data;

/// <summary>
/// A random Gaussian blur by a sampled kernel, as OpenCV and kornia compute it: another rule than Pillow's three box blurs, which
/// <see cref="ImagePreparation.BlurProbability"/> switches on.
/// </summary>
public sealed record KernelBlurOptions
{
    /// <summary>How often a sample is blurred, 0 .. 1.</summary>
    public double Probability { get; init; } = 0.5;

    /// <summary>Smallest standard deviation, pixels, above 0. Default: 0.15, as in DACS, DSP and CorDA.</summary>
    public double SigmaMinimum { get; init; } = 0.15;

    /// <summary>Largest standard deviation, pixels, at most 64. Default: 1.15.</summary>
    public double SigmaMaximum { get; init; } = 1.15;

    /// <summary>Taps along a side, odd; 0 = a tenth of the picture's shorter side, made odd (51 for 512). Default: 0.</summary>
    public int Size { get; init; }

    /// <summary>Checks the fields' ranges.</summary>
    /// <exception cref="ArgumentException">A field is out of range; the message names it.</exception>
    public void Validate()
    {
        if (!(Probability is >= 0 and <= 1))
            throw new ArgumentException($"{nameof(KernelBlurOptions)}.{nameof(Probability)}: expected 0 .. 1, got {Probability}");
        if (!(SigmaMinimum > 0 && SigmaMinimum <= SigmaMaximum && SigmaMaximum <= 64))
            throw new ArgumentException($"{nameof(KernelBlurOptions)}.{nameof(SigmaMinimum)}: expected 0 < minimum <= maximum <= 64 pixels, got {SigmaMinimum} and {SigmaMaximum}");
        if (Size < 0 || Size > 255 || Size > 0 && Size % 2 == 0)
            throw new ArgumentException($"{nameof(KernelBlurOptions)}.{nameof(Size)}: expected 0 or an odd number up to 255, got {Size}");
    }
}
