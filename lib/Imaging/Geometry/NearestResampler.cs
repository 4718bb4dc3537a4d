namespace Research.Imaging.Geometry;

/// <summary>Pillow's nearest rule: the input pixel under the centre of the output pixel (libImaging/Geometry.c, ImagingScaleAffine).</summary>
internal static class NearestResampler
{
    public static T[] Resample<T>(T[] source, int width, int height, int channels, int newWidth, int newHeight, PixelRect window)
        where T : unmanaged
    {
        int[] columns = Positions(width, newWidth, window.X, window.Width);
        int[] rows = Positions(height, newHeight, window.Y, window.Height);
        var target = GC.AllocateUninitializedArray<T>(PixelCount.Of(window.Width, window.Height, channels));
        int rowLength = window.Width * channels;
        for (int y = 0; y < window.Height; y++)
        {
            Span<T> row = target.AsSpan(y * rowLength, rowLength);
            if (y > 0 && rows[y] == rows[y - 1])
            {
                target.AsSpan((y - 1) * rowLength, rowLength).CopyTo(row);
                continue;
            }
            ReadOnlySpan<T> from = source.AsSpan(rows[y] * width * channels, width * channels);
            if (channels == 1)
            {
                for (int x = 0; x < row.Length; x++) row[x] = from[columns[x]];
                continue;
            }
            for (int x = 0; x < window.Width; x++)
                for (int channel = 0; channel < channels; channel++)
                    row[x * channels + channel] = from[columns[x] * channels + channel];
        }
        return target;
    }

    // Pillow adds up the step instead of multiplying; where a centre falls on a pixel's edge the rounding of the sum decides.
    private static int[] Positions(int input, int output, int from, int count)
    {
        double step = (double)input / output, at = step * 0.5;
        var positions = new int[count];
        for (int i = 0; i < from + count; i++, at += step)
            if (i >= from) positions[i - from] = Math.Min((int)at, input - 1);
        return positions;
    }
}
