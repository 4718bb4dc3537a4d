using Research.Imaging;

namespace Research.Adaptation.Data;

/// <summary>The draws of <see cref="RandomTransforms"/> for one sample.</summary>
internal sealed class TransformChoice
{
    private readonly RandomTransforms transforms;
    private readonly (int Width, int Height) scaled;
    private readonly PixelRect? crop;
    private readonly int[] order;
    private readonly double[] jitter;
    private readonly bool jitters;
    private readonly bool grey;
    private readonly bool blurs;
    private readonly double sigma;

    // Every draw is made whatever the options: switching one off leaves the others' choices as they were.
    private TransformChoice(RandomTransforms transforms, int width, int height, RandomStream random)
    {
        this.transforms = transforms;
        scaled = Scaled(transforms, width, height, random.NextDouble());
        double across = random.NextDouble(), down = random.NextDouble();
        if (transforms.Crops)
        {
            int left = (int)(across * (Math.Max(scaled.Width, transforms.CropWidth) - transforms.CropWidth + 1));
            int top = (int)(down * (Math.Max(scaled.Height, transforms.CropHeight) - transforms.CropHeight + 1));
            crop = new(left, top, transforms.CropWidth, transforms.CropHeight);
        }
        order = random.Permutation(4);
        jitter = [random.NextDouble(-1, 1), random.NextDouble(-1, 1), random.NextDouble(-1, 1), random.NextDouble(-1, 1)];
        jitters = random.NextDouble() < (transforms.Jitter?.Probability ?? 0);
        grey = random.NextDouble() < transforms.GreyProbability;
        blurs = random.NextDouble() < (transforms.Blur?.Probability ?? 0);
        sigma = random.NextDouble();
    }

    /// <summary>The draws for a sample of a size; null where nothing is random.</summary>
    public static TransformChoice? Draw(RandomTransforms? transforms, int width, int height, RandomStream random) =>
        transforms is null ? null : new(transforms, width, height, random.Split("transforms"));

    public RgbImage Apply(RgbImage image, Normalisation normalisation)
    {
        if (image.Width != scaled.Width || image.Height != scaled.Height)
            image = Resize.Bicubic(image, scaled.Width, scaled.Height);
        if (crop is { } part)
            image = Padded(image.Width, image.Height) is var (w, h) ? image.Pad(w, h, normalisation.MeanColour()).Crop(part) : image.Crop(part);
        if (jitters)
            image = LoaderJitter.Apply(image, transforms.Jitter!, order, jitter);
        if (grey)
            image = ColourJitter.Greyscale(image);
        return blurs ? Blurred(image, transforms.Blur!) : image;
    }

    public LabelMap Apply(LabelMap labels)
    {
        if (labels.Width != scaled.Width || labels.Height != scaled.Height)
            labels = Resize.Nearest(labels, scaled.Width, scaled.Height);
        if (crop is { } part)
            labels = Padded(labels.Width, labels.Height) is var (w, h) ? labels.Pad(w, h).Crop(part) : labels.Crop(part);
        return labels;
    }

    public DepthMap Apply(DepthMap depth)
    {
        if (depth.Width != scaled.Width || depth.Height != scaled.Height)
            depth = Resize.Nearest(depth, scaled.Width, scaled.Height);
        if (crop is { } part)
            depth = Padded(depth.Width, depth.Height) is var (w, h) ? depth.Pad(w, h).Crop(part) : depth.Crop(part);
        return depth;
    }

    private (int Width, int Height)? Padded(int width, int height) =>
        width >= transforms.CropWidth && height >= transforms.CropHeight
            ? null
            : (Math.Max(width, transforms.CropWidth), Math.Max(height, transforms.CropHeight));

    private RgbImage Blurred(RgbImage image, KernelBlurOptions options)
    {
        int shorter = Math.Min(image.Width, image.Height);
        int size = options.Size > 0 ? options.Size : Mixing.TensorBlur.KernelSide(shorter);
        int most = 2 * shorter - 1; // what a picture can be mirrored for
        return Blur.Gaussian(image, options.SigmaMinimum + sigma * (options.SigmaMaximum - options.SigmaMinimum), Math.Min(size, most));
    }

    private static (int, int) Scaled(RandomTransforms transforms, int width, int height, double place)
    {
        int side = Math.Max(width, height);
        int least = (int)Math.Ceiling(side * transforms.ScaleMinimum), most = (int)Math.Floor(side * transforms.ScaleMaximum);
        int longer = Math.Max(1, least + (int)(place * Math.Max(1, most - least + 1)));
        return width >= height
            ? (longer, Math.Max(1, (int)((double)height * longer / width + 0.5)))
            : (Math.Max(1, (int)((double)width * longer / height + 0.5)), longer);
    }
}
