using Research.Scenes.Geometry;
using Research.Scenes.Layout;

namespace Research.Scenes.Models;

/// <summary>What every model builder needs: the domain, the street, the geometry under construction, time and light.</summary>
/// <param name="Domain">Statistics and looks.</param>
/// <param name="Plan">The street.</param>
/// <param name="Geometry">Receives the primitives.</param>
/// <param name="Lamps">Radiance of lamps, 0 by day.</param>
/// <param name="Time">Seconds since the start of the drive.</param>
internal sealed record BuildContext(SceneDomain Domain, StreetPlan Plan, GeometryBuilder Geometry, double Lamps, double Time)
{
    /// <summary>Heads of street lamps in the world, collected while building.</summary>
    public List<Vec3> LampHeads { get; } = [];

    public double Texture => Domain.Materials.Texture;
}
