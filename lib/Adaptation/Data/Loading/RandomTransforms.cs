namespace Research.Adaptation.Data;

/// <summary>
/// Random changes of a resized sample, in this order: scale, pad, crop, colour jitter, grey, kernel blur. Picture, labels and depth of a
/// sample share every draw.
/// </summary>
/// <remarks>
/// Pictures are scaled bicubically, labels and depth by nearest. A scaled sample smaller than the crop is padded at the right and the bottom:
/// the picture with the normalisation's mean colour, labels with 255, depth with NaN (unknown).
/// </remarks>
public sealed record RandomTransforms
{
    /// <summary>Smallest scale, 0.1 .. <see cref="ScaleMaximum"/>. Default: 1.</summary>
    public double ScaleMinimum { get; init; } = 1;

    /// <summary>
    /// Largest scale, up to 8. Default: 1. The longer side is a uniform whole number between the two scales of its own length, the other
    /// side follows; other scales than 1 need a crop, which makes the size of all samples equal again.
    /// </summary>
    public double ScaleMaximum { get; init; } = 1;

    /// <summary>Columns of the crop, 1 .. 16384; 0 = no crop.</summary>
    public int CropWidth { get; init; }

    /// <summary>Rows of the crop, 1 .. 16384; 0 = no crop.</summary>
    public int CropHeight { get; init; }

    /// <summary>Colour jitter; null = none.</summary>
    public ColourJitterOptions? Jitter { get; init; }

    /// <summary>How often all colour is taken away, 0 .. 1. Default: 0.</summary>
    public double GreyProbability { get; init; }

    /// <summary>Blur by a sampled kernel; null = none.</summary>
    public KernelBlurOptions? Blur { get; init; }

    /// <summary>A random crop and nothing else: the source and target pictures of CorDA and DSP (512 x 512).</summary>
    public static RandomTransforms Crop(int width, int height) => new() { CropWidth = width, CropHeight = height };

    /// <summary>Whether samples are cut to another size.</summary>
    internal bool Crops => CropWidth > 0;

    /// <summary>Checks the fields' ranges.</summary>
    /// <exception cref="ArgumentException">A field is out of range; the message names it.</exception>
    public void Validate()
    {
        if (!(ScaleMinimum >= 0.1 && ScaleMinimum <= ScaleMaximum && ScaleMaximum <= 8))
            throw new ArgumentException($"{nameof(RandomTransforms)}.{nameof(ScaleMinimum)}: expected 0.1 <= minimum <= maximum <= 8, got {ScaleMinimum} and {ScaleMaximum}");
        if (CropWidth is < 0 or > 16384 || CropHeight is < 0 or > 16384 || CropWidth == 0 != (CropHeight == 0))
            throw new ArgumentException($"{nameof(RandomTransforms)}.{nameof(CropWidth)}: expected two sides of 1 .. 16384 pixels or none, got {CropWidth} x {CropHeight}");
        if (!Crops && !(ScaleMinimum == 1 && ScaleMaximum == 1))
            throw new ArgumentException($"{nameof(RandomTransforms)}.{nameof(CropWidth)}: expected a crop beside a random scale, got none");
        if (!(GreyProbability is >= 0 and <= 1))
            throw new ArgumentException($"{nameof(RandomTransforms)}.{nameof(GreyProbability)}: expected 0 .. 1, got {GreyProbability}");
        Jitter?.Validate();
        Blur?.Validate();
    }
}
