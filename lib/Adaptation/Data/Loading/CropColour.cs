using Research.Imaging;

namespace Research.Adaptation.Data;

/// <summary>The colour changes of one crop, drawn once (torchvision's ColorJitter: four changes in random order).</summary>
internal sealed record CropColour(IReadOnlyList<int> Order, double Brightness, double Contrast, double Saturation, double Hue, bool Jitter, bool Blurred, bool Grey)
{
    // OpenCV's deviation for a 5-pixel kernel where none is given: 0.3 ((5 - 1) / 2 - 1) + 0.8.
    private const double BlurDeviation = 1.1;
    private const int BlurSize = 5;

    public static CropColour DrawLabelled(CropPreparation preparation, RandomStream random) =>
        Draw(preparation, preparation.LabelledJitterProbability, blur: 0, grey: 0, random);

    public static CropColour DrawUnlabelled(CropPreparation preparation, RandomStream random) =>
        Draw(preparation, preparation.UnlabelledJitterProbability, preparation.BlurProbability, preparation.GreyProbability, random);

    public RgbImage Apply(RgbImage image)
    {
        if (Blurred) image = Blur.Gaussian(image, BlurDeviation, BlurSize);
        if (Jitter)
            foreach (var change in Order)
                image = change switch
                {
                    0 => ColourJitter.Brightness(image, Brightness),
                    1 => ColourJitter.Contrast(image, Contrast),
                    2 => ColourJitter.Saturation(image, Saturation),
                    _ => ColourJitter.Hue(image, Hue),
                };
        return Grey ? ColourJitter.Greyscale(image) : image;
    }

    // The same number of draws whatever the outcome: switching one change off leaves the others as they were.
    private static CropColour Draw(CropPreparation preparation, double jitter, double blur, double grey, RandomStream random)
    {
        double Factor() => random.NextDouble(1 - preparation.JitterStrength, 1 + preparation.JitterStrength);
        return new(
            random.Permutation(4), Factor(), Factor(), Factor(), random.NextDouble(-preparation.HueStrength, preparation.HueStrength),
            random.NextBool(jitter), random.NextBool(blur), random.NextBool(grey));
    }
}
