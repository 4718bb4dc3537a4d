using Research.Scenes.Geometry;

namespace Research.Scenes.Surfaces;

/// <summary>Courses of bricks, blocks or tiles with joints, on the vertical and level faces of a box.</summary>
/// <param name="colour">Reflectance of the blocks.</param>
/// <param name="joint">Reflectance of the joints.</param>
/// <param name="length">Length of a block, metres.</param>
/// <param name="height">Height of a course, metres.</param>
/// <param name="texture">Strength of unevenness, 0 .. 1.</param>
internal sealed class BlockSurface(Rgb colour, Rgb joint, double length, double height, double texture) : Surface
{
    public override SurfaceSample Sample(in SurfacePoint point)
    {
        var n = point.LocalNormal;
        var along = Math.Abs(n.X) > Math.Abs(n.Y) ? point.Local.Y : point.Local.X;
        return new(Colour(along, point.Local.Z, point.SlantFootprint), point.Normal);
    }

    /// <summary>Reflectance at a place of the face, in metres along and up.</summary>
    public Rgb Colour(double along, double up, double footprint)
    {
        var course = Math.Floor(up / height);
        var shifted = along + (course - 2 * Math.Floor(course / 2)) * 0.5 * length;
        var gap = Math.Min(0.012, 0.15 * height);
        var joints = Math.Max(
            Pattern.Stripes(shifted, length, 0, gap, footprint), Pattern.Stripes(up, height, 0, gap, footprint));
        var keep = PortableMath.Clamp01(1.5 - footprint / height);
        var block = Noise.Cell((int)Math.Floor(shifted / length), (int)course, 3, 31) - 0.5;
        var stains = Noise.Octaves(along * 0.7, up * 0.7, 3, footprint * 0.7, 33) - 0.5;
        var face = colour * (1 + texture * (0.45 * keep * block + 0.6 * stains));
        return Rgb.Lerp(face, joint, joints * (0.3 + 0.7 * texture));
    }
}
