using System.Text.Json.Serialization;

namespace Research.Adaptation.Data;

/// <summary>
/// What happens to a sample before a network sees it: resize (image bicubic, labels nearest, aspect ratio not kept), then, in
/// training, horizontal flip of image and labels together and Gaussian blur of the image, then normalisation.
/// </summary>
/// <remarks>
/// The order and the numbers are those of the released code of the maximum squares paper (arXiv 1909.13589): flip with
/// probability 0.5; blur with probability 0.5 and a radius from U(0, 1) in Pillow's sense (standard deviation in pixels).
/// </remarks>
public sealed record ImagePreparation
{
    /// <summary>Probability of the flip where <see cref="Flip"/> is on.</summary>
    public const double FlipProbability = 0.5;

    /// <summary>Columns after resizing, 1 .. 16384.</summary>
    public required int Width { get; init; }

    /// <summary>Rows after resizing, 1 .. 16384.</summary>
    public required int Height { get; init; }

    /// <summary>How colours become numbers. Default: <see cref="Normalisation.CaffeBgr"/>.</summary>
    public Normalisation Normalisation { get; init; } = Normalisation.CaffeBgr;

    /// <summary>Mirror image and labels left to right with probability 0.5. Default: off.</summary>
    public bool Flip { get; init; }

    /// <summary>Probability of the blur, 0 .. 1. Default: 0.</summary>
    public double BlurProbability { get; init; }

    /// <summary>The blur's radius (standard deviation, pixels) is uniform in [0, this). 0 .. 64. Default: 1.</summary>
    public double BlurMaxRadius { get; init; } = 1;

    /// <summary>Random scale, crop, colour jitter and more in training; null = none, and then no run's hash mentions it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RandomTransforms? Random { get; init; }

    /// <summary>Columns of what the network sees: <see cref="Width"/>, or those of the random crop.</summary>
    [JsonIgnore]
    public int OutputWidth => Random is { Crops: true } random ? random.CropWidth : Width;

    /// <summary>Rows of what the network sees: <see cref="Height"/>, or those of the random crop.</summary>
    [JsonIgnore]
    public int OutputHeight => Random is { Crops: true } random ? random.CropHeight : Height;

    /// <summary>Resize and normalise only: for evaluation, and for pictures in reports.</summary>
    public static ImagePreparation Plain(int width, int height) => new() { Width = width, Height = height };

    /// <summary>The paper's training preparation: flip 0.5, blur 0.5 with a radius from U(0, 1).</summary>
    public static ImagePreparation Training(int width, int height) =>
        new() { Width = width, Height = height, Flip = true, BlurProbability = 0.5 };

    /// <summary>The same size and normalisation without anything random.</summary>
    public ImagePreparation WithoutAugmentation() => this with { Flip = false, BlurProbability = 0, Random = null };

    /// <summary>Checks the fields' ranges.</summary>
    /// <exception cref="ArgumentException">A field is out of range; the message names it.</exception>
    public void Validate()
    {
        CheckSide(nameof(Width), Width);
        CheckSide(nameof(Height), Height);
        if (Normalisation is null)
            throw new ArgumentException($"{nameof(ImagePreparation)}.{nameof(Normalisation)}: expected a normalisation, got null");
        Normalisation.Validate();
        if (!(BlurProbability is >= 0 and <= 1))
            throw new ArgumentException($"{nameof(ImagePreparation)}.{nameof(BlurProbability)}: expected 0 .. 1, got {BlurProbability}");
        if (!(BlurMaxRadius is >= 0 and <= 64))
            throw new ArgumentException($"{nameof(ImagePreparation)}.{nameof(BlurMaxRadius)}: expected 0 .. 64 pixels, got {BlurMaxRadius}");
        Random?.Validate();
    }

    private static void CheckSide(string field, int value)
    {
        if (value is < 1 or > 16384)
            throw new ArgumentException($"{nameof(ImagePreparation)}.{field}: expected 1 .. 16384 pixels, got {value}");
    }
}
