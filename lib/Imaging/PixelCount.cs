namespace Research.Imaging;

/// <summary>Checked sizes of pixel arrays, shared by the plain image types.</summary>
internal static class PixelCount
{
    /// <summary>Number of array elements of a picture, after checking that the array can exist.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A side is not positive, or the array would be too long.</exception>
    public static int Of(int width, int height, int channels = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        // Three factors of at most 2^31, 2^31 and 4 do not fit 64 bits; the first product does.
        long pixels = (long)width * height;
        if (pixels > Array.MaxLength / channels)
            throw new ArgumentOutOfRangeException(
                nameof(width), $"a picture of {width} x {height} pixels with {channels} channel(s) does not fit one array");
        return (int)pixels * channels;
    }

    /// <summary>Checks that <paramref name="length"/> is the array length of a picture of this size.</summary>
    /// <exception cref="ArgumentException">The length is another one.</exception>
    public static void Check(int width, int height, int channels, int length, string parameter)
    {
        int expected = Of(width, height, channels);
        if (length != expected)
            throw new ArgumentException(
                $"expected {expected} values for {width} x {height} pixels with {channels} channel(s), got {length}", parameter);
    }

    /// <summary>Row-major index of a pixel.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The pixel lies outside.</exception>
    public static int Index(int x, int y, int width, int height)
    {
        if ((uint)x >= (uint)width) throw new ArgumentOutOfRangeException(nameof(x), x, $"expected 0..{width - 1}");
        if ((uint)y >= (uint)height) throw new ArgumentOutOfRangeException(nameof(y), y, $"expected 0..{height - 1}");
        return y * width + x;
    }
}
