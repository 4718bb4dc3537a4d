using Research.Scenes.Geometry;

namespace Research.Scenes.Surfaces;

/// <summary>A material: a pure function from a point to how it answers light. Immutable.</summary>
internal abstract class Surface
{
    public abstract SurfaceSample Sample(in SurfacePoint point);
}
