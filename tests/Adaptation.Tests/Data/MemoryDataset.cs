using Research.Adaptation.Data;
using Research.Imaging;

namespace Research.Adaptation.Tests.Data;

/// <summary>Samples that name themselves: pixel (x, y) of sample i has red i, green x, blue y and label (i + x + y) mod C.</summary>
internal sealed class MemoryDataset(int count, int width = 8, int height = 4, LabelSpace? space = null) : ILabelledDataset
{
    public string Name { get; init; } = "memory";

    public LabelSpace LabelSpace { get; } = space ?? LabelSpaces.Cityscapes19;

    public int Count => count;

    public string Fingerprint => $"{Name}-{count}-{width}x{height}";

    public int Loads;

    public Func<int, Exception?>? Fault { get; init; }

    public LabelledSample Load(int index)
    {
        Assert.InRange(index, 0, count - 1);
        Interlocked.Increment(ref Loads);
        if (Fault?.Invoke(index) is { } error)
            throw error;
        var image = new RgbImage(width, height);
        var labels = new LabelMap(width, height);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                image[x, y] = ((byte)index, (byte)x, (byte)y);
                labels[x, y] = (byte)((index + x + y) % LabelSpace.Count);
            }
        }
        return new($"sample {index}", image, labels);
    }
}
