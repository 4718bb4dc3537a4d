namespace Research.Imaging.Tests;

/// <summary>Small pictures made of a gradient, edges and noise, the same on every run.</summary>
internal static class TestImages
{
    public static RgbImage Noise(int width, int height, int seed = 1)
    {
        var random = new Random(seed);
        var image = new RgbImage(width, height);
        random.NextBytes(image.Pixels);
        return image;
    }

    public static RgbImage Photo(int width, int height, int seed = 1)
    {
        var random = new Random(seed);
        var image = new RgbImage(width, height);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                int edge = (x / 9 + y / 7) % 2 * 40;
                image[x, y] = (
                    (byte)(x * 200 / width + random.Next(10) + edge), (byte)(y * 200 / height + random.Next(10) + edge),
                    (byte)(100 + (x + y) % 64 + random.Next(10)));
            }
        }
        return image;
    }

    public static LabelMap Labels(int width, int height, int classes, int seed = 1)
    {
        var random = new Random(seed);
        var labels = new LabelMap(width, height);
        for (int i = 0; i < labels.Labels.Length; i++) labels.Labels[i] = (byte)random.Next(classes);
        return labels;
    }
}
