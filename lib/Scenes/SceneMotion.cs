namespace Research.Scenes;

/// <summary>Correspondence between two pictures of the same street: moments of a drive or cameras of a rig.</summary>
public static class SceneMotion
{
    /// <summary>
    /// Where the point seen at the centre of pixel (x, y) of one picture falls in another, and its depth there. Things with an
    /// instance number are carried along with their frames (exact for vehicles; limbs of walking people move besides).
    /// </summary>
    /// <param name="from">Picture that shows the point.</param>
    /// <param name="x">Column.</param>
    /// <param name="y">Row.</param>
    /// <param name="to">Other picture of the same domain, seed and index.</param>
    /// <returns>Pixel coordinates (centres at halves) and depth in metres; null for sky and for points behind the other camera.</returns>
    public static (double U, double V, double Depth)? Project(Scene from, int x, int y, Scene to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        var depth = from.Depth[x, y];
        if (!float.IsFinite(depth)) return null;
        var world = from.Pose.ToWorld(from.Intrinsics.Unproject(x + 0.5, y + 0.5, depth));
        var instance = from.Instances[y * from.Colour.Width + x];
        if (instance > 0) world = to.InstancePoses[instance - 1].ToWorld(from.InstancePoses[instance - 1].ToLocal(world));
        var camera = to.Pose.ToCamera(world);
        if (camera.Z <= 0.05) return null;
        var (u, v) = to.Intrinsics.Project(camera);
        return (u, v, camera.Z);
    }
}
