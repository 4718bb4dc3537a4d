namespace Research.Scenes;

/// <summary>
/// A rectified stereo pair: the right camera is the left one moved along its own x axis. A point at depth Z has
/// disparity d = fx * Baseline / Z pixels and lies at column u - d of the right picture, on the same row.
/// </summary>
/// <param name="Left">Left picture with maps.</param>
/// <param name="Right">Right picture with maps.</param>
/// <param name="Baseline">Distance between the cameras, metres.</param>
public sealed record StereoScene(Scene Left, Scene Right, double Baseline)
{
    /// <summary>Focal length of both cameras, pixels.</summary>
    public double FocalLength => Left.Intrinsics.Fx;

    /// <summary>Disparity of the left picture in pixels, row-major; 0 for the sky.</summary>
    public float[] Disparity()
    {
        var depth = Left.Depth.Metres;
        var disparity = new float[depth.Length];
        for (var n = 0; n < depth.Length; n++) disparity[n] = float.IsPositiveInfinity(depth[n]) ? 0 : (float)(FocalLength * Baseline / depth[n]);
        return disparity;
    }
}
