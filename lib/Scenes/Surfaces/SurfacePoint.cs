using Research.Scenes.Geometry;

namespace Research.Scenes.Surfaces;

/// <summary>A point on a surface as a ray sees it.</summary>
internal readonly struct SurfacePoint
{
    /// <summary>Position in the primitive's frame, metres.</summary>
    public Vec3 Local { get; init; }

    /// <summary>Outward normal in the primitive's frame.</summary>
    public Vec3 LocalNormal { get; init; }

    /// <summary>Position in the world, metres.</summary>
    public Vec3 World { get; init; }

    /// <summary>Outward unit normal in the world.</summary>
    public Vec3 Normal { get; init; }

    /// <summary>Unit direction from the eye to the point.</summary>
    public Vec3 View { get; init; }

    /// <summary>Width of a pixel at this distance, metres, across the line of sight.</summary>
    public double Footprint { get; init; }

    /// <summary>Width of a pixel on the surface along the steepest direction, metres.</summary>
    public double SlantFootprint => Footprint / Math.Max(0.05, Math.Abs(Vec3.Dot(View, Normal)));
}
