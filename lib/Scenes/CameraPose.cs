namespace Research.Scenes;

/// <summary>
/// Where a camera is and looks. The world is right-handed: x right, y ahead along the street, z up, metres, road at z = 0.
/// The camera frame is right-handed as well: x right, y down, z forward.
/// </summary>
/// <param name="Position">Optical centre in the world.</param>
/// <param name="Right">World direction of the camera's x axis, length 1.</param>
/// <param name="Down">World direction of the camera's y axis, length 1.</param>
/// <param name="Forward">World direction of the camera's z axis, length 1.</param>
public sealed record CameraPose(Point3 Position, Point3 Right, Point3 Down, Point3 Forward)
{
    /// <summary>World point to camera frame.</summary>
    /// <param name="world">Point in the world.</param>
    public Point3 ToCamera(Point3 world)
    {
        double x = world.X - Position.X, y = world.Y - Position.Y, z = world.Z - Position.Z;
        return new(
            Right.X * x + Right.Y * y + Right.Z * z, Down.X * x + Down.Y * y + Down.Z * z, Forward.X * x + Forward.Y * y + Forward.Z * z);
    }

    /// <summary>Point of the camera frame to the world.</summary>
    /// <param name="camera">Point in the camera frame.</param>
    public Point3 ToWorld(Point3 camera) => new(
        Position.X + Right.X * camera.X + Down.X * camera.Y + Forward.X * camera.Z,
        Position.Y + Right.Y * camera.X + Down.Y * camera.Y + Forward.Y * camera.Z,
        Position.Z + Right.Z * camera.X + Down.Z * camera.Y + Forward.Z * camera.Z);

    /// <summary>The same camera moved along its own x axis.</summary>
    /// <param name="metres">Distance to the right.</param>
    public CameraPose MovedRight(double metres) => this with
    {
        Position = new(Position.X + Right.X * metres, Position.Y + Right.Y * metres, Position.Z + Right.Z * metres),
    };
}
