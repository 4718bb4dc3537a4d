using Research.Scenes.Geometry;

namespace Research.Scenes;

/// <summary>
/// A pinhole without distortion. The centre of pixel (column u, row v) lies at (u + 0.5, v + 0.5); a point (x, y, z) of the
/// camera frame (x right, y down, z forward) falls on (fx x / z + cx, fy y / z + cy).
/// </summary>
/// <param name="Fx">Focal length in pixels, horizontal.</param>
/// <param name="Fy">Focal length in pixels, vertical; equal to <paramref name="Fx"/> for square pixels.</param>
/// <param name="Cx">Principal point, columns.</param>
/// <param name="Cy">Principal point, rows.</param>
public sealed record CameraIntrinsics(double Fx, double Fy, double Cx, double Cy)
{
    /// <summary>Intrinsics with a given horizontal field of view and the principal point in the middle.</summary>
    /// <param name="size">Size of the picture.</param>
    /// <param name="horizontalDegrees">Horizontal field of view, degrees.</param>
    public static CameraIntrinsics FromFieldOfView(SceneSize size, double horizontalDegrees)
    {
        var focal = 0.5 * size.Width / PortableMath.Tan(PortableMath.Radians(0.5 * horizontalDegrees));
        return new(focal, focal, 0.5 * size.Width, 0.5 * size.Height);
    }

    /// <summary>Where a point of the camera frame falls, in pixels; meaningless for z &lt;= 0.</summary>
    /// <param name="point">Point in the camera frame, metres.</param>
    public (double U, double V) Project(Point3 point) => (Fx * point.X / point.Z + Cx, Fy * point.Y / point.Z + Cy);

    /// <summary>The point of the camera frame seen at pixel coordinates (u, v) at a depth along the axis.</summary>
    /// <param name="u">Column, pixel centres at halves.</param>
    /// <param name="v">Row, pixel centres at halves.</param>
    /// <param name="depth">Depth along the optical axis, metres.</param>
    public Point3 Unproject(double u, double v, double depth) => new((u - Cx) / Fx * depth, (v - Cy) / Fy * depth, depth);
}
