namespace Research.Adaptation.Data;

/// <summary>The random choices for one sample, drawn once and applied to image and labels alike.</summary>
/// <param name="Flip">Mirror left to right.</param>
/// <param name="BlurRadius">Radius of the blur in pixels; 0 = none.</param>
internal readonly record struct Augmentation(bool Flip, double BlurRadius)
{
    // Three draws whatever the options: switching one off leaves the other's choices as they were.
    public static Augmentation Draw(ImagePreparation preparation, RandomStream random)
    {
        bool flip = random.NextBool(ImagePreparation.FlipProbability);
        bool blur = random.NextBool(preparation.BlurProbability);
        double radius = random.NextDouble(0, preparation.BlurMaxRadius);
        return new(preparation.Flip && flip, blur ? radius : 0);
    }
}
