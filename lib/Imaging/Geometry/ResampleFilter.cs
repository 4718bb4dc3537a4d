namespace Research.Imaging.Geometry;

/// <summary>An interpolation filter: its half width and its value at a distance, in input pixels.</summary>
internal sealed record ResampleFilter(double Support, Func<double, double> Value)
{
    /// <summary>The triangle.</summary>
    public static ResampleFilter Bilinear { get; } = new(1, x => Math.Abs(x) < 1 ? 1 - Math.Abs(x) : 0);

    /// <summary>Keys' cubic with a = -0.5 (Keys 1981, Eq. (4)), as Pillow's BICUBIC.</summary>
    public static ResampleFilter Bicubic { get; } = new(2, Cubic);

    private static double Cubic(double x)
    {
        const double a = -0.5;
        x = Math.Abs(x);
        if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
        return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
    }
}
