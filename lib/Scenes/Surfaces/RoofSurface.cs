using Research.Scenes.Geometry;

namespace Research.Scenes.Surfaces;

/// <summary>Rows of roof tiles; the ridge runs along local y.</summary>
/// <param name="colour">Reflectance.</param>
/// <param name="texture">Strength of unevenness, 0 .. 1.</param>
internal sealed class RoofSurface(Rgb colour, double texture) : Surface
{
    public override SurfaceSample Sample(in SurfacePoint point)
    {
        var p = point.Local;
        var w = point.SlantFootprint;
        var rows = Pattern.Stripes(p.Z, 0.22, 0, 0.05, w);
        var stains = Noise.Octaves(p.Y * 0.5, p.Z * 1.1, 3, w, 81) - 0.5;
        return new(colour * ((1 - 0.35 * rows) * (1 + texture * 0.7 * stains)), point.Normal);
    }
}
