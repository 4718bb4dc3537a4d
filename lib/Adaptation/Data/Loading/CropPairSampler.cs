// X. Lai et al., CVPR 2021, arXiv 2106.14133, Section 3.1; dvlab-research/Context-Aware-Consistency @4fdec7a.

namespace Research.Adaptation.Data;

/// <summary>Draws overlapping crops.</summary>
public static class CropPairSampler
{
    /// <summary>Crop 1 uniform; crop 2 uniform with its offset to crop 1 cut to whole cells towards crop 1, until the overlap is in range.</summary>
    /// <param name="width">Columns of the resized picture.</param>
    /// <param name="height">Rows of the resized picture.</param>
    /// <param name="preparation">Size of the crops, range of the overlap, number of tries.</param>
    /// <param name="random">The pair's own stream.</param>
    /// <remarks>After <see cref="CropPreparation.Tries"/> draws crop 2 is crop 1: the pair is valid, its pixels differ by colour only.</remarks>
    public static CropPair Draw(int width, int height, CropPreparation preparation, RandomStream random)
    {
        var size = preparation.Size;
        var first = Corner(width, height, size, random);
        var pair = new CropPair { Size = size, PictureWidth = width, PictureHeight = height, First = first, Second = first };
        for (var attempt = 0; attempt < preparation.Tries; attempt++)
        {
            var (x, y) = Corner(width, height, size, random);
            var drawn = pair with { Second = (first.X + WholeCells(x - first.X), first.Y + WholeCells(y - first.Y)) };
            if (drawn.IntersectionOverUnion >= preparation.MinimumOverlap && drawn.IntersectionOverUnion <= preparation.MaximumOverlap)
                return drawn;
        }
        return pair;
    }

    // A uniform position of a crop; 0 along a side that the picture does not fill.
    internal static (int X, int Y) Corner(int width, int height, int size, RandomStream random) =>
        (random.NextInt(Math.Max(0, width - size) + 1), random.NextInt(Math.Max(0, height - size) + 1));

    private static int WholeCells(int offset) => offset / CropPair.CellStride * CropPair.CellStride;
}
