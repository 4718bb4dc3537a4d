using Research.Imaging;

namespace Research.Adaptation.Data;

/// <summary>One sample prepared as a loader does it, for code that needs depth as well or that shows what training sees.</summary>
public static class SampleTransforms
{
    /// <summary>Resizes, then changes picture, labels and depth by the same draws; not yet normalised.</summary>
    /// <param name="preparation">Size and what is random.</param>
    /// <param name="random">The sample's stream; the same stream gives the same result.</param>
    /// <param name="image">The picture.</param>
    /// <param name="labels">Its labels; null = none.</param>
    /// <param name="depth">Its depth; null = none. Depth is resized by nearest and stays in metres whatever the scale.</param>
    public static (RgbImage Image, LabelMap? Labels, DepthMap? Depth) Apply(
        ImagePreparation preparation, RandomStream random, RgbImage image, LabelMap? labels = null, DepthMap? depth = null)
    {
        ArgumentNullException.ThrowIfNull(preparation);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(image);
        preparation.Validate();
        var choice = Augmentation.Draw(preparation, random);
        var resized = PreparedSample.From(new UnlabelledSample("", image), preparation).Image;
        labels = labels is null ? null : PreparedSample.Resized(labels, preparation);
        depth = depth is null ? null : Resize.Nearest(depth, preparation.Width, preparation.Height);
        resized = choice.Change(resized, preparation);
        labels = choice.Change(labels);
        depth = depth is null || choice.Transforms is null ? depth : choice.Transforms.Apply(depth);
        return choice.Flip
            ? (resized.FlipHorizontally(), labels?.FlipHorizontally(), depth?.FlipHorizontally())
            : (resized, labels, depth);
    }
}
