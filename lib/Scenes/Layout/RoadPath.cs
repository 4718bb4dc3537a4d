using Research.Scenes.Geometry;

namespace Research.Scenes.Layout;

/// <summary>
/// The course of the street over the ground: the centre line is x = curvature / 2 * y^2. A place is named by y (station)
/// and d (metres to the right of the centre line); d = (x - centre(y)) cos(heading), which inverts exactly.
/// </summary>
internal sealed class RoadPath(double curvature)
{
    public double Centre(double y) => 0.5 * curvature * y * y;

    public double CosHeading(double y)
    {
        var slope = curvature * y;
        return 1 / Math.Sqrt(1 + slope * slope);
    }

    public double SinHeading(double y) => curvature * y * CosHeading(y);

    public double Offset(double x, double y) => (x - Centre(y)) * CosHeading(y);

    public Vec3 Place(double y, double d, double z = 0) => new(Centre(y) + d / CosHeading(y), y, z);

    /// <summary>A frame at (y, d) whose local y runs along the street; <paramref name="turn"/> radians clockwise added.</summary>
    public Frame FrameAt(double y, double d, double z = 0, double turn = 0)
    {
        double sin = SinHeading(y), cos = CosHeading(y);
        double st = PortableMath.Sin(turn), ct = PortableMath.Cos(turn);
        return Frame.Heading(Place(y, d, z), sin * ct + cos * st, cos * ct - sin * st);
    }
}
