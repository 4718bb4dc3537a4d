using Research.Adaptation.Data;
using Research.Imaging;

namespace Research.Adaptation.Tests;

/// <summary>A world that can be learned in a few steps: pictures of four blocks, each block's colour tells its class up to noise.</summary>
internal sealed class BlockWorld(string look, int count, int width = 32, int height = 16) : ILabelledDataset
{
    /// <summary>Three classes.</summary>
    public static LabelSpace Space { get; } = new("blocks", [
        new SegmentationClass(0, "red", (255, 0, 0)), new SegmentationClass(1, "green", (0, 255, 0)), new SegmentationClass(2, "blue", (0, 0, 255))]);

    public string Name => "blocks/" + look;

    public LabelSpace LabelSpace => Space;

    public int Count => count;

    public string Fingerprint => $"{Name} {count} {width}x{height}";

    public LabelledSample Load(int index)
    {
        var random = new RandomStream(7).Split(look, index);
        var (image, labels) = (new RgbImage(width, height), new LabelMap(width, height));
        int[] classes = [random.NextInt(3), random.NextInt(3), random.NextInt(3), random.NextInt(3)];
        var haze = look == "clear" ? 0 : 60;
        for (var y = 0; y < height; y++)
        for (var x = 0; x < width; x++)
        {
            var label = classes[(x < width / 2 ? 0 : 1) + (y < height / 2 ? 0 : 2)];
            byte Channel(int c) => (byte)(haze + (label == c ? 120 : 40) + random.NextInt(40));
            image[x, y] = (Channel(0), Channel(1), Channel(2));
            labels[x, y] = x == 0 ? LabelMap.Ignore : (byte)label;
        }
        return new LabelledSample($"{look} {index}", image, labels);
    }
}
