using Research.Scenes.Geometry;

namespace Research.Scenes.Surfaces;

/// <summary>Leaves: clumps of light and dark, normals in disorder, some light from behind.</summary>
/// <param name="colour">Mean reflectance.</param>
/// <param name="second">Reflectance of the clumps in light.</param>
/// <param name="texture">Strength of the clumps, 0 .. 1.</param>
internal sealed class FoliageSurface(Rgb colour, Rgb second, double texture) : Surface
{
    public override SurfaceSample Sample(in SurfacePoint point)
    {
        var p = point.World;
        double keepFine = PortableMath.Clamp01(1.4 - point.Footprint * 7), keepCoarse = PortableMath.Clamp01(1.5 - point.Footprint * 2);
        var coarse = keepCoarse > 0 ? (Noise.At(p, 2.1, 21) - 0.5) * keepCoarse : 0;
        var fine = keepFine > 0 ? (Noise.At(p, 7.0, 22) - 0.5) * keepFine : 0;
        var clump = PortableMath.Clamp01(0.5 + texture * (1.1 * coarse + 1.3 * fine));
        var disorder = keepCoarse > 0
            ? new Vec3(Noise.At(p, 4.3, 23) - 0.5, Noise.At(p, 4.3, 24) - 0.5, Noise.At(p, 4.3, 25) - 0.35)
            : default;
        var normal = (point.Normal + disorder * (1.5 * keepCoarse * (0.3 + 0.7 * texture))).Normalised();
        var leaf = Rgb.Lerp(colour, second, clump) * (0.55 + 0.9 * clump);
        return new(leaf, normal) { Translucency = 0.35f };
    }
}
