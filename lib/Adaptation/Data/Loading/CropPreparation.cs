namespace Research.Adaptation.Data;

/// <summary>
/// Random square crops with colour changes, labelled and in overlapping pairs. Pictures are scaled by their longer side (image bicubic,
/// labels nearest), padded (mean colour, label 255), cropped, mirrored, changed in colour, normalised.
/// </summary>
/// <remarks>Numbers of the Cityscapes configuration of dvlab-research/Context-Aware-Consistency @4fdec7a, which the multi-head paper builds on.</remarks>
public sealed record CropPreparation
{
    /// <summary>Side of a crop in pixels, a multiple of 8, 16 .. 4096.</summary>
    /// <value>720.</value>
    public int Size { get; init; } = 720;

    /// <summary>How much labelled pictures are scaled.</summary>
    /// <value>0.5 to 2.</value>
    public ScaleRange LabelledScale { get; init; } = new(0.5, 2);

    /// <summary>How much unlabelled pictures are scaled, both crops alike.</summary>
    /// <value>0.8 to 2.</value>
    public ScaleRange UnlabelledScale { get; init; } = new(0.8, 2);

    /// <summary>Smallest intersection over union of two crops, 0 .. 1.</summary>
    /// <value>0.1.</value>
    public double MinimumOverlap { get; init; } = 0.1;

    /// <summary>Largest intersection over union of two crops, <see cref="MinimumOverlap"/> .. 1.</summary>
    /// <value>1.</value>
    public double MaximumOverlap { get; init; } = 1;

    /// <summary>Draws of the second crop before it is put on the first, 1 .. 10,000.</summary>
    /// <value>50.</value>
    public int Tries { get; init; } = 50;

    /// <summary>Probability of mirroring, for each crop by itself.</summary>
    /// <value>0.5.</value>
    public double FlipProbability { get; init; } = 0.5;

    /// <summary>Probability that a labelled crop's colours are changed.</summary>
    /// <value>1.</value>
    public double LabelledJitterProbability { get; init; } = 1;

    /// <summary>Probability that an unlabelled crop's colours are changed.</summary>
    /// <value>0.8.</value>
    public double UnlabelledJitterProbability { get; init; } = 0.8;

    /// <summary>Brightness, contrast and saturation factors are uniform in 1 - this .. 1 + this; 0 .. 1.</summary>
    /// <value>0.4.</value>
    public double JitterStrength { get; init; } = 0.4;

    /// <summary>The hue turns by up to this share of a circle, either way; 0 .. 0.5.</summary>
    /// <value>0.1.</value>
    public double HueStrength { get; init; } = 0.1;

    /// <summary>Probability that an unlabelled crop is blurred (Gaussian, 5 x 5 pixels, deviation 1.1).</summary>
    /// <value>0.5.</value>
    public double BlurProbability { get; init; } = 0.5;

    /// <summary>Probability that an unlabelled crop becomes grey.</summary>
    /// <value>0.2.</value>
    public double GreyProbability { get; init; } = 0.2;

    /// <summary>How colours become numbers.</summary>
    /// <value><see cref="Data.Normalisation.ImageNetRgb"/>.</value>
    public Normalisation Normalisation { get; init; } = Normalisation.ImageNetRgb;

    /// <summary>Checks the fields' ranges.</summary>
    /// <exception cref="ArgumentException">A field is out of range; the message names it.</exception>
    public void Validate()
    {
        if (Size is < 16 or > 4096 || Size % CropPair.CellStride != 0)
            throw new ArgumentException($"{nameof(Size)}: expected a multiple of {CropPair.CellStride} from 16 to 4096, got {Size}");
        LabelledScale.Validate(nameof(LabelledScale));
        UnlabelledScale.Validate(nameof(UnlabelledScale));
        if (!(MinimumOverlap >= 0 && MinimumOverlap <= MaximumOverlap && MaximumOverlap <= 1))
            throw new ArgumentException($"{nameof(MinimumOverlap)}: expected 0 <= minimum <= maximum <= 1, got {MinimumOverlap} to {MaximumOverlap}");
        if (Tries is < 1 or > 10_000)
            throw new ArgumentException($"{nameof(Tries)}: expected 1 to 10000, got {Tries}");
        Check(nameof(FlipProbability), FlipProbability, 1);
        Check(nameof(LabelledJitterProbability), LabelledJitterProbability, 1);
        Check(nameof(UnlabelledJitterProbability), UnlabelledJitterProbability, 1);
        Check(nameof(JitterStrength), JitterStrength, 1);
        Check(nameof(HueStrength), HueStrength, 0.5);
        Check(nameof(BlurProbability), BlurProbability, 1);
        Check(nameof(GreyProbability), GreyProbability, 1);
        Normalisation.Validate();
    }

    private static void Check(string field, double value, double maximum)
    {
        if (!(value >= 0 && value <= maximum))
            throw new ArgumentException($"{field}: expected 0 to {maximum}, got {value}");
    }
}
