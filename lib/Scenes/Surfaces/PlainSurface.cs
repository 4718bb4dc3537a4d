using Research.Scenes.Geometry;

namespace Research.Scenes.Surfaces;

/// <summary>One colour with some unevenness.</summary>
/// <param name="colour">Reflectance.</param>
/// <param name="texture">Strength of unevenness, 0 .. 1.</param>
/// <param name="frequency">Lattice cells of noise per metre.</param>
/// <param name="mirror">Mirror reflectance at normal incidence.</param>
internal sealed class PlainSurface(Rgb colour, double texture = 0.1, double frequency = 3, float mirror = 0) : Surface
{
    public override SurfaceSample Sample(in SurfacePoint point)
    {
        var k = 1.0;
        if (texture > 0)
        {
            var p = point.Local;
            var n = Noise.Octaves((p.X + 0.37 * p.Z) * frequency, (p.Y + p.Z) * frequency, 2, point.SlantFootprint * frequency, 71);
            k += texture * 1.6 * (n - 0.5);
        }

        return new(colour * k, point.Normal) { Mirror = mirror };
    }
}
