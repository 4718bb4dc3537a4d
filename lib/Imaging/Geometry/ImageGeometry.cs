using System.Runtime.Intrinsics;

namespace Research.Imaging;

/// <summary>Cutting out, mirroring and padding; results have arrays of their own.</summary>
public static class ImageGeometry
{
    /// <summary>The pixels of a rectangle.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rectangle is empty or leaves the picture.</exception>
    public static RgbImage Crop(this RgbImage image, PixelRect part)
    {
        ArgumentNullException.ThrowIfNull(image);
        return new RgbImage(part.Width, part.Height, Cut(image.Pixels, image.Width, image.Height, 3, part));
    }

    /// <inheritdoc cref="Crop(RgbImage, PixelRect)"/>
    public static LabelMap Crop(this LabelMap image, PixelRect part)
    {
        ArgumentNullException.ThrowIfNull(image);
        return new LabelMap(part.Width, part.Height, Cut(image.Labels, image.Width, image.Height, 1, part));
    }

    /// <inheritdoc cref="Crop(RgbImage, PixelRect)"/>
    public static DepthMap Crop(this DepthMap image, PixelRect part)
    {
        ArgumentNullException.ThrowIfNull(image);
        return new DepthMap(part.Width, part.Height, Cut(image.Metres, image.Width, image.Height, 1, part));
    }

    /// <summary>Left and right exchanged.</summary>
    public static RgbImage FlipHorizontally(this RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        RgbImage flipped = new(image.Width, image.Height);
        for (int y = 0; y < image.Height; y++) ReversePixels(image.Row(y), flipped.Row(y));
        return flipped;
    }

    /// <inheritdoc cref="FlipHorizontally(RgbImage)"/>
    public static LabelMap FlipHorizontally(this LabelMap image)
    {
        ArgumentNullException.ThrowIfNull(image);
        LabelMap flipped = image.Clone();
        for (int y = 0; y < image.Height; y++) flipped.Labels.AsSpan(y * image.Width, image.Width).Reverse();
        return flipped;
    }

    /// <inheritdoc cref="FlipHorizontally(RgbImage)"/>
    public static DepthMap FlipHorizontally(this DepthMap image)
    {
        ArgumentNullException.ThrowIfNull(image);
        DepthMap flipped = image.Clone();
        for (int y = 0; y < image.Height; y++) flipped.Metres.AsSpan(y * image.Width, image.Width).Reverse();
        return flipped;
    }

    /// <summary>A larger picture with this one at (<paramref name="left"/>, <paramref name="top"/>) and one colour around it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">This picture would leave the larger one.</exception>
    public static RgbImage Pad(this RgbImage image, int width, int height, (byte R, byte G, byte B) colour, int left = 0, int top = 0)
    {
        ArgumentNullException.ThrowIfNull(image);
        var padded = new RgbImage(width, height);
        for (int at = 0; at < padded.Pixels.Length; at += 3)
            (padded.Pixels[at], padded.Pixels[at + 1], padded.Pixels[at + 2]) = colour;
        Put(image.Pixels, image.Width, image.Height, 3, padded.Pixels, width, height, left, top);
        return padded;
    }

    /// <summary>A larger map with this one at (<paramref name="left"/>, <paramref name="top"/>) and one label around it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">This map would leave the larger one.</exception>
    public static LabelMap Pad(this LabelMap image, int width, int height, byte label = LabelMap.Ignore, int left = 0, int top = 0)
    {
        ArgumentNullException.ThrowIfNull(image);
        var padded = new LabelMap(width, height);
        padded.Labels.AsSpan().Fill(label);
        Put(image.Labels, image.Width, image.Height, 1, padded.Labels, width, height, left, top);
        return padded;
    }

    /// <summary>A larger map with this one at (<paramref name="left"/>, <paramref name="top"/>) and one distance around it, unknown by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">This map would leave the larger one.</exception>
    public static DepthMap Pad(this DepthMap image, int width, int height, float metres = float.NaN, int left = 0, int top = 0)
    {
        ArgumentNullException.ThrowIfNull(image);
        var padded = new DepthMap(width, height);
        padded.Metres.AsSpan().Fill(metres);
        Put(image.Metres, image.Width, image.Height, 1, padded.Metres, width, height, left, top);
        return padded;
    }

    /// <summary>Copies a picture into another one at a place; the larger one is changed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The picture would leave the larger one.</exception>
    public static void Paste(this RgbImage target, RgbImage image, int left, int top)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(image);
        Put(image.Pixels, image.Width, image.Height, 3, target.Pixels, target.Width, target.Height, left, top);
    }

    // Five pixels at a time: the last 15 of 16 bytes, pixels in reverse order; the 16th byte written is overwritten by the next five.
    private static void ReversePixels(ReadOnlySpan<byte> from, Span<byte> to)
    {
        Vector128<byte> order = Vector128.Create((byte)13, 14, 15, 10, 11, 12, 7, 8, 9, 4, 5, 6, 1, 2, 3, 0);
        int left = 0, right = from.Length;
        for (; right >= 16; left += 15, right -= 15)
            Vector128.Shuffle(Vector128.Create(from.Slice(right - 16, 16)), order).CopyTo(to[left..]);
        for (right -= 3; right >= 0; left += 3, right -= 3)
            (to[left], to[left + 1], to[left + 2]) = (from[right], from[right + 1], from[right + 2]);
    }

    private static T[] Cut<T>(T[] source, int width, int height, int channels, PixelRect part)
        where T : unmanaged
    {
        part.CheckWithin(width, height);
        int length = part.Width * channels;
        var target = GC.AllocateUninitializedArray<T>(length * part.Height);
        for (int y = 0; y < part.Height; y++)
            source.AsSpan(((part.Y + y) * width + part.X) * channels, length).CopyTo(target.AsSpan(y * length, length));
        return target;
    }

    private static void Put<T>(T[] source, int width, int height, int channels, T[] target, int targetWidth, int targetHeight, int left, int top)
        where T : unmanaged
    {
        new PixelRect(left, top, width, height).CheckWithin(targetWidth, targetHeight);
        int length = width * channels;
        for (int y = 0; y < height; y++)
            source.AsSpan(y * length, length).CopyTo(target.AsSpan(((top + y) * targetWidth + left) * channels, length));
    }
}
