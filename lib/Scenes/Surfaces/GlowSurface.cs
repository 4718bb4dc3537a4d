using Research.Scenes.Geometry;

namespace Research.Scenes.Surfaces;

/// <summary>A surface that shines evenly.</summary>
/// <param name="radiance">Its radiance.</param>
internal sealed class GlowSurface(Rgb radiance) : Surface
{
    public override SurfaceSample Sample(in SurfacePoint point) => new(new Rgb(0.5), point.Normal) { Emission = radiance };
}
