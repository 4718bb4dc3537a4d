using Research.Imaging;

namespace Research.Adaptation.Data;

/// <summary>A sample at the network's input size, still 8-bit and without augmentation: what the cache keeps.</summary>
internal sealed record PreparedSample(string Name, RgbImage Image, LabelMap? Labels)
{
    public long Bytes => Image.Pixels.LongLength + (Labels?.Labels.LongLength ?? 0) + 2L * Name.Length + 128;

    // GTA5 has a few pairs whose sizes differ slightly; both are stretched to the same size, as the released code does.
    public static PreparedSample From(LabelledSample sample, ImagePreparation size) =>
        new(sample.Name, Resized(sample.Image, size), Resized(sample.Labels, size));

    public static PreparedSample From(UnlabelledSample sample, ImagePreparation size) =>
        new(sample.Name, Resized(sample.Image, size), null);

    private static RgbImage Resized(RgbImage image, ImagePreparation size) =>
        image.Width == size.Width && image.Height == size.Height ? image : Resize.Bicubic(image, size.Width, size.Height);

    public static LabelMap Resized(LabelMap labels, ImagePreparation size) =>
        labels.Width == size.Width && labels.Height == size.Height ? labels : Resize.Nearest(labels, size.Width, size.Height);
}
