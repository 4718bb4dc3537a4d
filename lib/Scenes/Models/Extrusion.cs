using Research.Scenes.Geometry;

namespace Research.Scenes.Models;

/// <summary>Half spaces of convex solids.</summary>
internal static class Extrusion
{
    /// <summary>
    /// An outline in (y, z), counter-clockwise, extruded to |x| &lt;= <paramref name="halfWidth"/> at height
    /// <paramref name="foot"/>; above it the sides lean in by <paramref name="lean"/> metres per metre.
    /// </summary>
    public static Plane[] Across((double Y, double Z)[] outline, double halfWidth, double foot, double lean)
    {
        var planes = new Plane[outline.Length + 2];
        for (var n = 0; n < outline.Length; n++)
        {
            var (ay, az) = outline[n];
            var (by, bz) = outline[(n + 1) % outline.Length];
            var normal = new Vec3(0, bz - az, ay - by).Normalised();
            planes[n] = new(normal, normal.Y * ay + normal.Z * az);
        }

        foreach (var side in (ReadOnlySpan<int>)[1, -1])
        {
            var normal = new Vec3(side, 0, lean).Normalised();
            planes[outline.Length + (side > 0 ? 0 : 1)] = new(normal, normal.X * side * halfWidth + normal.Z * foot);
        }

        return planes;
    }
}
