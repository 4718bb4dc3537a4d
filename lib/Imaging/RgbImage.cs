using Research.Imaging.Display;

namespace Research.Imaging;

/// <summary>A colour picture: 8 bits per channel, interleaved R, G, B, rows from top to bottom.</summary>
[TypeFormatterSource(typeof(RgbImageFormatterSource), PreferredMimeTypes = ["text/html"])]
public sealed class RgbImage
{
    /// <summary>Makes a black picture.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is not positive, or the array would be too long.</exception>
    public RgbImage(int width, int height)
        : this(width, height, new byte[PixelCount.Of(width, height, 3)])
    {
    }

    /// <summary>Wraps an array; the picture keeps the array, it does not copy it.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="pixels">R, G, B interleaved, row-major, 3 * width * height values.</param>
    /// <exception cref="ArgumentException">The array's length does not fit the size.</exception>
    public RgbImage(int width, int height, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        PixelCount.Check(width, height, 3, pixels.Length, nameof(pixels));
        Width = width;
        Height = height;
        Pixels = pixels;
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>R, G, B interleaved, row-major, 3 * Width * Height values.</summary>
    public byte[] Pixels { get; }

    /// <summary>One pixel.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The pixel lies outside.</exception>
    public (byte R, byte G, byte B) this[int x, int y]
    {
        get
        {
            int at = 3 * PixelCount.Index(x, y, Width, Height);
            return (Pixels[at], Pixels[at + 1], Pixels[at + 2]);
        }
        set
        {
            int at = 3 * PixelCount.Index(x, y, Width, Height);
            (Pixels[at], Pixels[at + 1], Pixels[at + 2]) = value;
        }
    }

    /// <summary>The bytes of one row, 3 * Width of them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public Span<byte> Row(int y) => Pixels.AsSpan(3 * PixelCount.Index(0, y, Width, Height), 3 * Width);

    /// <summary>A copy with an array of its own.</summary>
    public RgbImage Clone() => new(Width, Height, (byte[])Pixels.Clone());

    /// <summary>Name and size, such as <c>RgbImage 480 x 360</c>.</summary>
    public override string ToString() => $"RgbImage {Width} x {Height}";
}
