using Research.Imaging;

namespace Research.Scenes.Tests;

/// <summary>Rebuilds one picture from another by true correspondence and measures the difference.</summary>
internal static class Warp
{
    /// <summary>
    /// Mean absolute difference in parts of the range over pixels of <paramref name="target"/> that are visible in
    /// <paramref name="source"/>: the four pixels around the place where they fall lie at the expected depth (5 cm or 3 %).
    /// </summary>
    public static (double Error, double Share) Difference(Scene target, Scene source, Func<byte, bool> counts)
    {
        int width = target.Colour.Width, height = target.Colour.Height;
        double sum = 0;
        int visible = 0, candidates = 0;
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                if (!counts(target.Labels[x, y]) || SceneMotion.Project(target, x, y, source) is not { } place) continue;
                double u = place.U - 0.5, v = place.V - 0.5;
                int i = (int)Math.Floor(u), j = (int)Math.Floor(v);
                if (i < 0 || j < 0 || i + 1 >= width || j + 1 >= height) continue;
                candidates++;
                if (!IsVisible(source.Depth, i, j, place.Depth)) continue;
                visible++;
                for (var c = 0; c < 3; c++)
                {
                    var there = Bilinear(source.Colour, i, j, u - i, v - j, c);
                    sum += Math.Abs(there - target.Colour.Pixels[3 * (y * width + x) + c]);
                }
            }
        }

        return (sum / (3.0 * 255 * Math.Max(1, visible)), visible / (double)Math.Max(1, candidates));
    }

    private static bool IsVisible(DepthMap depth, int i, int j, double expected)
    {
        var slack = Math.Max(0.05, 0.03 * expected);
        for (var k = 0; k < 4; k++)
            if (!(Math.Abs(depth[i + k % 2, j + k / 2] - expected) <= slack)) return false;
        return true;
    }

    private static double Bilinear(RgbImage image, int i, int j, double u, double v, int c)
    {
        double At(int x, int y) => image.Pixels[3 * (y * image.Width + x) + c];
        return (1 - v) * ((1 - u) * At(i, j) + u * At(i + 1, j)) + v * ((1 - u) * At(i, j + 1) + u * At(i + 1, j + 1));
    }
}
