namespace Research.Imaging;

/// <summary>Depth as colour: near yellow, far dark violet, in steps of inverse depth, which is what a camera resolves.</summary>
public static class DepthPainter
{
    // Nine evenly spaced colours of viridis (S. van der Walt and N. Smith, 2015, CC0), dark to light.
    private static readonly (byte R, byte G, byte B)[] Viridis =
    [
        (68, 1, 84), (71, 44, 122), (59, 81, 139), (44, 113, 142), (33, 144, 141),
        (39, 173, 129), (92, 200, 99), (170, 220, 50), (253, 231, 37),
    ];

    /// <summary>The colour of depths that are unknown or infinite.</summary>
    public static (byte R, byte G, byte B) Unknown { get; } = (225, 225, 225);

    /// <summary>Paints depths between two distances; what lies beyond takes the end colours.</summary>
    /// <param name="depth">Distances in metres.</param>
    /// <param name="near">Distance of the lightest colour in metres, above 0.</param>
    /// <param name="far">Distance of the darkest colour in metres, above <paramref name="near"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The distances are not in that order.</exception>
    public static RgbImage Paint(DepthMap depth, double near, double far)
    {
        ArgumentNullException.ThrowIfNull(depth);
        if (!(near > 0 && far > near && double.IsFinite(far)))
            throw new ArgumentOutOfRangeException(nameof(near), near, $"expected 0 < near < far, got far = {far}");
        var image = new RgbImage(depth.Width, depth.Height);
        for (int i = 0, at = 0; i < depth.Metres.Length; i++, at += 3)
        {
            float metres = depth.Metres[i];
            var colour = float.IsFinite(metres) && metres > 0 ? Colour((1 / metres - 1 / far) / (1 / near - 1 / far)) : Unknown;
            (image.Pixels[at], image.Pixels[at + 1], image.Pixels[at + 2]) = colour;
        }
        return image;
    }

    /// <summary>Paints depths between the 2nd and 98th hundredth of the known ones.</summary>
    public static RgbImage Paint(DepthMap depth)
    {
        ArgumentNullException.ThrowIfNull(depth);
        float[] known = [.. depth.Metres.Where(metres => float.IsFinite(metres) && metres > 0)];
        if (known.Length == 0) return Paint(depth, 1, 2);
        Array.Sort(known);
        float near = known[(int)(0.02 * (known.Length - 1))], far = known[(int)(0.98 * (known.Length - 1))];
        return Paint(depth, near, Math.Max(far, near * 1.01));
    }

    private static (byte R, byte G, byte B) Colour(double share)
    {
        double at = Math.Clamp(share, 0, 1) * (Viridis.Length - 1);
        int low = Math.Min((int)at, Viridis.Length - 2);
        double part = at - low;
        var (a, b) = (Viridis[low], Viridis[low + 1]);
        return (
            (byte)(a.R + (b.R - a.R) * part + 0.5), (byte)(a.G + (b.G - a.G) * part + 0.5), (byte)(a.B + (b.B - a.B) * part + 0.5));
    }
}
