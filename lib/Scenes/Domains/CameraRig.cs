namespace Research.Scenes;

/// <summary>Pose and lens of the camera in the ego lane. Degrees and metres.</summary>
public sealed record CameraRig
{
    /// <summary>Horizontal field of view.</summary>
    public ValueRange HorizontalFieldOfView { get; init; } = (48, 51);

    /// <summary>Height above the road.</summary>
    public ValueRange Height { get; init; } = (1.2, 1.5);

    /// <summary>Turn to the right against the lane.</summary>
    public ValueRange Yaw { get; init; } = (-3, 3);

    /// <summary>Tilt downwards.</summary>
    public ValueRange Pitch { get; init; } = (0, 3);

    /// <summary>Turn about the view axis.</summary>
    public ValueRange Roll { get; init; } = (-0.5, 0.5);

    /// <summary>Offset to the right from the middle of the lane.</summary>
    public ValueRange Offset { get; init; } = (-0.5, 0.5);

    /// <summary>Distance from the left to the right camera of the stereo pair; Cityscapes has 0.22 m.</summary>
    public double Baseline { get; init; } = 0.22;

    /// <summary>Speed in drives, m/s.</summary>
    public ValueRange Speed { get; init; } = (3, 10);
}
