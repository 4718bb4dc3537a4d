namespace Research.Adaptation.Depth;

/// <summary>What is done to a disparity map after matching: holes (H. Hirschmueller, TPAMI 2008, Section 2.5.3) and a median.</summary>
internal static class DisparityHoles
{
    /// <summary>A pixel whose match was wrong.</summary>
    public const float Mismatch = -1;

    /// <summary>A pixel that the other camera does not see.</summary>
    public const float Hidden = -2;

    private static readonly (int X, int Y)[] Directions = [(-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (1, -1), (-1, 1), (1, 1)];

    /// <summary>The map with NaN for both kinds of hole.</summary>
    public static float[] Unknown(float[] disparity) => [.. disparity.Select(d => d < 0 ? float.NaN : d)];

    /// <summary>
    /// The map with holes filled: a hidden pixel belongs to the background, so it takes the smaller of the nearest answers to its left and right
    /// (at the left border there is only the right one); a mismatch takes the median of the nearest answers in 8 directions. What has no
    /// answer in its row takes the median too, and zero where there is none at all.
    /// </summary>
    public static float[] Filled(float[] disparity, int width, int height)
    {
        var result = (float[])disparity.Clone();
        Span<float> found = stackalloc float[Directions.Length];
        for (var y = 0; y < height; y++)
        for (var x = 0; x < width; x++)
        {
            var kind = disparity[y * width + x];
            if (kind >= 0) continue;
            var count = 0;
            // The first two directions are left and right.
            foreach (var (dx, dy) in kind == Hidden ? Directions.AsSpan(0, 2) : Directions)
                if (Nearest(disparity, width, height, x, y, dx, dy) is { } value) found[count++] = value;
            var beside = count;
            if (count == 0)
                foreach (var (dx, dy) in Directions)
                    if (Nearest(disparity, width, height, x, y, dx, dy) is { } value) found[count++] = value;
            found[..count].Sort();
            result[y * width + x] = count == 0 ? 0 : found[kind == Hidden && beside > 0 ? 0 : count / 2];
        }
        return result;
    }

    /// <summary>Turns patches of fewer than so many pixels into mismatches; neighbours within a pixel of disparity belong to one patch.</summary>
    public static void DropSpeckles(float[] disparity, int width, int smallest)
    {
        var visited = new bool[disparity.Length];
        var patch = new List<int>();
        for (var start = 0; start < disparity.Length; start++)
        {
            if (visited[start] || disparity[start] < 0) continue;
            patch.Clear();
            patch.Add(start);
            visited[start] = true;
            for (var i = 0; i < patch.Count; i++)
                foreach (var next in Neighbours(patch[i], width, disparity.Length))
                {
                    if (visited[next] || disparity[next] < 0 || Math.Abs(disparity[next] - disparity[patch[i]]) > 1) continue;
                    visited[next] = true;
                    patch.Add(next);
                }
            if (patch.Count >= smallest) continue;
            foreach (var at in patch) disparity[at] = Mismatch;
        }
    }

    /// <summary>3x3 median of the known values around each known value; at borders of those there are.</summary>
    public static float[] Median(float[] disparity, int width, int height)
    {
        var result = new float[disparity.Length];
        Span<float> window = stackalloc float[9];
        for (var y = 0; y < height; y++)
        for (var x = 0; x < width; x++)
        {
            var at = y * width + x;
            result[at] = disparity[at];
            if (float.IsNaN(disparity[at])) continue;
            var count = 0;
            for (var j = Math.Max(0, y - 1); j <= Math.Min(height - 1, y + 1); j++)
            for (var i = Math.Max(0, x - 1); i <= Math.Min(width - 1, x + 1); i++)
                if (!float.IsNaN(disparity[j * width + i])) window[count++] = disparity[j * width + i];
            window[..count].Sort();
            result[at] = window[(count - 1) / 2];
        }
        return result;
    }

    private static IEnumerable<int> Neighbours(int at, int width, int count)
    {
        if (at % width > 0) yield return at - 1;
        if (at % width < width - 1) yield return at + 1;
        if (at >= width) yield return at - width;
        if (at + width < count) yield return at + width;
    }

    private static float? Nearest(float[] disparity, int width, int height, int x, int y, int dx, int dy)
    {
        for (int i = x + dx, j = y + dy; i >= 0 && i < width && j >= 0 && j < height; i += dx, j += dy)
            if (disparity[j * width + i] >= 0) return disparity[j * width + i];
        return null;
    }
}
