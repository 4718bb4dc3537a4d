namespace Research.Adaptation.Depth;

/// <summary>What is done to a disparity map after matching.</summary>
internal static class DisparityHoles
{
    /// <summary>
    /// A hole lies beside a near thing that hides it from the other camera, so it takes the smaller of the nearest known
    /// disparities of its row; a row without any takes those of the nearest row that has some. All holes: zeros.
    /// </summary>
    public static void Fill(float[] disparity, int width, int height)
    {
        var known = new bool[height];
        for (var y = 0; y < height; y++) known[y] = FillRow(disparity.AsSpan(y * width, width));
        for (var y = 0; y < height; y++)
        {
            if (known[y]) continue;
            var row = disparity.AsSpan(y * width, width);
            var nearest = -1;
            for (var other = 0; other < height; other++)
                if (known[other] && (nearest < 0 || Math.Abs(other - y) < Math.Abs(nearest - y))) nearest = other;
            if (nearest < 0) row.Clear();
            else disparity.AsSpan(nearest * width, width).CopyTo(row);
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

    private static bool FillRow(Span<float> row)
    {
        for (var x = 0; x < row.Length; x++)
        {
            if (!float.IsNaN(row[x])) continue;
            var end = x;
            while (end < row.Length && float.IsNaN(row[end])) end++;
            if (x == 0 && end == row.Length) return false;
            var value = x == 0 ? row[end] : end == row.Length ? row[x - 1] : Math.Min(row[x - 1], row[end]);
            row[x..end].Fill(value);
            x = end;
        }
        return true;
    }
}
