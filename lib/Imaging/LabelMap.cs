using Research.Imaging.Display;

namespace Research.Imaging;

/// <summary>One class id per pixel, rows from top to bottom; <see cref="Ignore"/> marks pixels that count for nothing.</summary>
[TypeFormatterSource(typeof(LabelMapFormatterSource), PreferredMimeTypes = ["text/plain"])]
public sealed class LabelMap
{
    /// <summary>The id of pixels without a class: 255, as Cityscapes' train ids have it.</summary>
    public const byte Ignore = 255;

    /// <summary>Makes a map of zeros.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is not positive, or the array would be too long.</exception>
    public LabelMap(int width, int height)
        : this(width, height, new byte[PixelCount.Of(width, height)])
    {
    }

    /// <summary>Wraps an array; the map keeps the array, it does not copy it.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="labels">Class ids, row-major, width * height values.</param>
    /// <exception cref="ArgumentException">The array's length does not fit the size.</exception>
    public LabelMap(int width, int height, byte[] labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        PixelCount.Check(width, height, 1, labels.Length, nameof(labels));
        Width = width;
        Height = height;
        Labels = labels;
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Class ids, row-major, Width * Height values.</summary>
    public byte[] Labels { get; }

    /// <summary>The class id of one pixel.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The pixel lies outside.</exception>
    public byte this[int x, int y]
    {
        get => Labels[PixelCount.Index(x, y, Width, Height)];
        set => Labels[PixelCount.Index(x, y, Width, Height)] = value;
    }

    /// <summary>Number of pixels of each id, 256 counts.</summary>
    public long[] Histogram()
    {
        var counts = new long[256];
        foreach (byte label in Labels) counts[label]++;
        return counts;
    }

    /// <summary>A copy with an array of its own.</summary>
    public LabelMap Clone() => new(Width, Height, (byte[])Labels.Clone());

    /// <summary>Name and size, such as <c>LabelMap 480 x 360</c>.</summary>
    public override string ToString() => $"LabelMap {Width} x {Height}";
}
