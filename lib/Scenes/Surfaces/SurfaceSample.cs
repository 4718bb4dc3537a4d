using Research.Scenes.Geometry;

namespace Research.Scenes.Surfaces;

/// <summary>How a surface answers light at a point.</summary>
internal struct SurfaceSample
{
    /// <summary>Diffuse reflectance.</summary>
    public Rgb Albedo;

    /// <summary>Own radiance.</summary>
    public Rgb Emission;

    /// <summary>Mirror reflectance at normal incidence; grows towards grazing angles.</summary>
    public float Mirror;

    /// <summary>World normal for shading.</summary>
    public Vec3 Normal;

    /// <summary>Light that comes through from behind, as in leaves, 0 .. 1.</summary>
    public float Translucency;

    public SurfaceSample(Rgb albedo, Vec3 normal)
    {
        Albedo = albedo;
        Normal = normal;
    }
}
