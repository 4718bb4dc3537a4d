namespace Research.Scenes;

/// <summary>The frame of a person or vehicle in the world: x to its right, y ahead, z up, origin on the ground beneath it.</summary>
/// <param name="Origin">Origin in the world, metres.</param>
/// <param name="Right">World direction of its x axis.</param>
/// <param name="Ahead">World direction of its y axis.</param>
/// <param name="Up">World direction of its z axis.</param>
public readonly record struct InstancePose(Point3 Origin, Point3 Right, Point3 Ahead, Point3 Up)
{
    /// <summary>World point to the object's frame.</summary>
    /// <param name="world">Point in the world.</param>
    public Point3 ToLocal(Point3 world)
    {
        double x = world.X - Origin.X, y = world.Y - Origin.Y, z = world.Z - Origin.Z;
        return new(Right.X * x + Right.Y * y + Right.Z * z, Ahead.X * x + Ahead.Y * y + Ahead.Z * z, Up.X * x + Up.Y * y + Up.Z * z);
    }

    /// <summary>Point of the object's frame to the world.</summary>
    /// <param name="local">Point in the object's frame.</param>
    public Point3 ToWorld(Point3 local) => new(
        Origin.X + Right.X * local.X + Ahead.X * local.Y + Up.X * local.Z,
        Origin.Y + Right.Y * local.X + Ahead.Y * local.Y + Up.Y * local.Z,
        Origin.Z + Right.Z * local.X + Ahead.Z * local.Y + Up.Z * local.Z);
}
