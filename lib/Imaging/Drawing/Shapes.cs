namespace Research.Imaging.Drawing;

/// <summary>Filled areas on a picture.</summary>
internal static class Shapes
{
    public static RgbImage Canvas(int width, int height, (byte R, byte G, byte B) colour)
    {
        var image = new RgbImage(width, height);
        Fill(image, new PixelRect(0, 0, width, height), colour);
        return image;
    }

    /// <summary>Fills a rectangle that lies within the picture.</summary>
    public static void Fill(RgbImage image, PixelRect part, (byte R, byte G, byte B) colour)
    {
        for (int y = part.Y; y < part.Y + part.Height; y++)
            for (int x = part.X; x < part.X + part.Width; x++) image[x, y] = colour;
    }
}
