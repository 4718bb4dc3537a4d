// Overlapping crops of one picture: X. Lai et al., CVPR 2021, arXiv 2106.14133, Section 3.1; dvlab-research/Context-Aware-Consistency @4fdec7a.

using Research.Imaging;

namespace Research.Adaptation.Data;

/// <summary>Where two square crops of one picture lie, and which pixels they share.</summary>
/// <remarks>
/// Positions are pixels of the resized picture. The offset between the crops is a multiple of <see cref="CellStride"/> in both directions, so that
/// feature cells of the two crops cover the same pixels. A crop of a smaller picture is padded at the right and at the bottom.
/// </remarks>
public sealed record CropPair
{
    /// <summary>Pixels per feature cell, along each side.</summary>
    public const int CellStride = 8;

    /// <summary>Side of both crops, a multiple of <see cref="CellStride"/>.</summary>
    public required int Size { get; init; }

    /// <summary>Columns of the resized picture, without padding.</summary>
    public required int PictureWidth { get; init; }

    /// <summary>Rows of the resized picture, without padding.</summary>
    public required int PictureHeight { get; init; }

    /// <summary>Left edge and top edge of crop 1.</summary>
    public required (int X, int Y) First { get; init; }

    /// <summary>Left edge and top edge of crop 2.</summary>
    public required (int X, int Y) Second { get; init; }

    /// <summary>Whether the network sees crop 1 mirrored left to right.</summary>
    public bool FlipFirst { get; init; }

    /// <summary>Whether the network sees crop 2 mirrored left to right.</summary>
    public bool FlipSecond { get; init; }

    /// <summary>Intersection over union of the two squares, padding included: (S - |dx|) (S - |dy|) / (2 S^2 - intersection); 0 where they do not meet.</summary>
    public double IntersectionOverUnion
    {
        get
        {
            double shared = (double)Math.Max(0, Size - Math.Abs(Second.X - First.X)) * Math.Max(0, Size - Math.Abs(Second.Y - First.Y));
            return shared / (2.0 * Size * Size - shared);
        }
    }

    /// <summary>The shared pixels in the coordinates of crop 1 and of crop 2, both before mirroring; null where there are none.</summary>
    /// <remarks>Sides and corners are multiples of <see cref="CellStride"/>; cells that touch padding are left out.</remarks>
    public (PixelRect InFirst, PixelRect InSecond)? Overlap
    {
        get
        {
            var (x, width) = Along(First.X, Second.X, PictureWidth);
            var (y, height) = Along(First.Y, Second.Y, PictureHeight);
            if (width <= 0 || height <= 0) return null;
            return (new(x, y, width, height), new(x - (Second.X - First.X), y - (Second.Y - First.Y), width, height));
        }
    }

    /// <summary>Feature cells of a crop, from its top left corner before mirroring, that hold picture only.</summary>
    /// <param name="crop">Left and top edge of the crop.</param>
    public (int Across, int Down) PictureCells((int X, int Y) crop) =>
        (Math.Min(Size, PictureWidth - crop.X) / CellStride, Math.Min(Size, PictureHeight - crop.Y) / CellStride);

    // Start and length, in crop 1, of what both crops have of the picture along one axis.
    private (int Start, int Length) Along(int first, int second, int picture)
    {
        var shift = second - first;
        var start = Math.Max(0, shift);
        var end = Math.Min(Size, Size + shift);
        if (picture < Size) end = Math.Min(end, (picture - first) / CellStride * CellStride);
        return (start, end - start);
    }
}
