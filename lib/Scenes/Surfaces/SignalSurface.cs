using Research.Scenes.Geometry;

namespace Research.Scenes.Surfaces;

/// <summary>A traffic light's housing: three lenses on the face towards -y, one of them lit.</summary>
/// <param name="state">0 red, 1 yellow, 2 green.</param>
/// <param name="yellowCase">Whether the housing is yellow.</param>
/// <param name="lamps">Radiance of lamps at night, 0 by day.</param>
internal sealed class SignalSurface(int state, bool yellowCase, double lamps) : Surface
{
    private static readonly Rgb[] Lit = [new(1.6, 0.07, 0.04), new(1.5, 0.75, 0.05), new(0.08, 1.3, 0.5)];

    public override SurfaceSample Sample(in SurfacePoint point)
    {
        var housing = yellowCase ? new Rgb(0.6, 0.36, 0.02) : new Rgb(0.02, 0.022, 0.022);
        var sample = new SurfaceSample(housing, point.Normal);
        if (point.LocalNormal.Y > -0.5) return sample;
        for (var n = 0; n < 3; n++)
        {
            double x = point.Local.X, z = point.Local.Z - (0.29 - 0.29 * n);
            var lens = Pattern.Inside(Math.Sqrt(x * x + z * z) - 0.115, point.Footprint);
            if (lens <= 0) continue;
            sample.Albedo = Rgb.Lerp(sample.Albedo, Lit[n] * 0.03, lens);
            if (n == state) sample.Emission = Lit[n] * (lens * (0.9 + 3 * lamps));
        }

        return sample;
    }
}
