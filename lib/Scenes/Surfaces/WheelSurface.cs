using Research.Scenes.Geometry;

namespace Research.Scenes.Surfaces;

/// <summary>Tyre and rim of a wheel whose axis is local z.</summary>
/// <param name="radius">Outer radius, metres.</param>
internal sealed class WheelSurface(double radius) : Surface
{
    private static readonly Rgb Tyre = new(0.02, 0.02, 0.021);
    private static readonly Rgb Rim = new(0.33, 0.33, 0.34);

    public override SurfaceSample Sample(in SurfacePoint point)
    {
        if (Math.Abs(point.LocalNormal.Z) < 0.5) return new(Tyre, point.Normal);
        var r = Math.Sqrt(point.Local.X * point.Local.X + point.Local.Y * point.Local.Y);
        var rim = Pattern.Inside(r - 0.62 * radius, point.Footprint);

        // Five spokes: cos 5a as a polynomial in cos a.
        var c = point.Local.X / Math.Max(r, 1e-6);
        var five = c * (16 * c * c * c * c - 20 * c * c + 5);
        var spoke = PortableMath.SmoothStep(-0.3, 0.3, five) * Pattern.Band(r, 0.2 * radius, 0.55 * radius, point.Footprint);
        return new(Rgb.Lerp(Tyre, Rim * (1 - 0.75 * spoke), rim), point.Normal) { Mirror = 0.02f };
    }
}
