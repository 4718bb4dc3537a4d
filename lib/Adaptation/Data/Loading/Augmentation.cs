using Research.Imaging;

namespace Research.Adaptation.Data;

/// <summary>The random choices for one sample, drawn once and applied to image and labels alike.</summary>
/// <param name="Flip">Mirror left to right.</param>
/// <param name="BlurRadius">Radius of the blur in pixels; 0 = none.</param>
/// <param name="Transforms">The draws of <see cref="ImagePreparation.Random"/>; null = none.</param>
internal readonly record struct Augmentation(bool Flip, double BlurRadius, TransformChoice? Transforms)
{
    // Three draws whatever the options: switching one off leaves the other's choices as they were.
    public static Augmentation Draw(ImagePreparation preparation, RandomStream random)
    {
        bool flip = random.NextBool(ImagePreparation.FlipProbability);
        bool blur = random.NextBool(preparation.BlurProbability);
        double radius = random.NextDouble(0, preparation.BlurMaxRadius);
        return new(preparation.Flip && flip, blur ? radius : 0, TransformChoice.Draw(preparation.Random, preparation.Width, preparation.Height, random));
    }

    /// <summary>A resized picture with all changes but the flip.</summary>
    public RgbImage Change(RgbImage image, ImagePreparation preparation)
    {
        image = Transforms?.Apply(image, preparation.Normalisation) ?? image;
        return BlurRadius > 0 ? Blur.GaussianByBoxes(image, BlurRadius) : image;
    }

    /// <summary>Resized labels with all changes but the flip.</summary>
    public LabelMap? Change(LabelMap? labels) => labels is null ? null : Transforms?.Apply(labels) ?? labels;
}
