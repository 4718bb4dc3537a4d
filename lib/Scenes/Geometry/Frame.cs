namespace Research.Scenes.Geometry;

/// <summary>A right-handed orthonormal frame: where a local origin and the three local axes lie in the parent.</summary>
internal readonly struct Frame(Vec3 origin, Vec3 x, Vec3 y, Vec3 z)
{
    public readonly Vec3 Origin = origin;
    public readonly Vec3 X = x;
    public readonly Vec3 Y = y;
    public readonly Vec3 Z = z;

    public static readonly Frame World = new(default, new(1, 0, 0), new(0, 1, 0), new(0, 0, 1));

    /// <summary>A frame whose local y points along the horizontal heading (sin, cos) and whose z is up.</summary>
    public static Frame Heading(Vec3 origin, double sin, double cos) =>
        new(origin, new(cos, -sin, 0), new(sin, cos, 0), Vec3.Up);

    /// <summary>A frame turned by <paramref name="radians"/> about the vertical, clockwise seen from above.</summary>
    public static Frame Yaw(Vec3 origin, double radians) =>
        Heading(origin, PortableMath.Sin(radians), PortableMath.Cos(radians));

    /// <summary>A frame with local z along <paramref name="axis"/>; the turn about that axis is arbitrary but fixed.</summary>
    public static Frame AlongZ(Vec3 origin, Vec3 axis)
    {
        var z = axis.Normalised();
        var helper = Math.Abs(z.X) < 0.8 ? new Vec3(1, 0, 0) : new Vec3(0, 1, 0);
        var y = Vec3.Cross(z, helper).Normalised();
        return new(origin, Vec3.Cross(y, z), y, z);
    }

    public Vec3 PointToWorld(Vec3 p) => Origin + DirectionToWorld(p);

    public Vec3 DirectionToWorld(Vec3 v) => X * v.X + Y * v.Y + Z * v.Z;

    public Vec3 PointToLocal(Vec3 p) => DirectionToLocal(p - Origin);

    public Vec3 DirectionToLocal(Vec3 v) => new(Vec3.Dot(v, X), Vec3.Dot(v, Y), Vec3.Dot(v, Z));

    /// <summary>The frame <paramref name="child"/>, given in this frame, expressed in this frame's parent.</summary>
    public Frame Compose(in Frame child) => new(
        PointToWorld(child.Origin), DirectionToWorld(child.X), DirectionToWorld(child.Y), DirectionToWorld(child.Z));
}
