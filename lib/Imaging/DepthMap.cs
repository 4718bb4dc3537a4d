using Research.Imaging.Display;

namespace Research.Imaging;

/// <summary>
/// Distance along the optical axis per pixel, in metres, rows from top to bottom.
/// Infinity means that nothing was hit (sky), NaN that the value is unknown (a hole in a measured map).
/// </summary>
[TypeFormatterSource(typeof(DepthMapFormatterSource), PreferredMimeTypes = ["text/html"])]
public sealed class DepthMap
{
    /// <summary>Makes a map of zeros.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is not positive, or the array would be too long.</exception>
    public DepthMap(int width, int height)
        : this(width, height, new float[PixelCount.Of(width, height)])
    {
    }

    /// <summary>Wraps an array; the map keeps the array, it does not copy it.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="metres">Distances in metres, row-major, width * height values.</param>
    /// <exception cref="ArgumentException">The array's length does not fit the size.</exception>
    public DepthMap(int width, int height, float[] metres)
    {
        ArgumentNullException.ThrowIfNull(metres);
        PixelCount.Check(width, height, 1, metres.Length, nameof(metres));
        Width = width;
        Height = height;
        Metres = metres;
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Distances in metres, row-major, Width * Height values.</summary>
    public float[] Metres { get; }

    /// <summary>The distance of one pixel in metres.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The pixel lies outside.</exception>
    public float this[int x, int y]
    {
        get => Metres[PixelCount.Index(x, y, Width, Height)];
        set => Metres[PixelCount.Index(x, y, Width, Height)] = value;
    }

    /// <summary>A copy with an array of its own.</summary>
    public DepthMap Clone() => new(Width, Height, (float[])Metres.Clone());

    /// <summary>Name and size, such as <c>DepthMap 480 x 360</c>.</summary>
    public override string ToString() => $"DepthMap {Width} x {Height}";
}
