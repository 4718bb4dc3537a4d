using Research.Imaging;

namespace Research.Scenes;

/// <summary>A rendered picture with its ground truth, all maps of the same size.</summary>
public sealed class Scene
{
    /// <summary>What the camera delivers.</summary>
    public required RgbImage Colour { get; init; }

    /// <summary>Cityscapes train ids 0 .. 18; 255 = no class (street clutter, wires).</summary>
    public required LabelMap Labels { get; init; }

    /// <summary>Row-major instance numbers 1, 2, ... of people and vehicles; 0 elsewhere.</summary>
    public required ushort[] Instances { get; init; }

    /// <summary>Depth along the optical axis in metres; the sky is <see cref="float.PositiveInfinity"/>.</summary>
    public required DepthMap Depth { get; init; }

    /// <summary>Focal length and principal point.</summary>
    public required CameraIntrinsics Intrinsics { get; init; }

    /// <summary>Camera pose in the world.</summary>
    public required CameraPose Pose { get; init; }

    /// <summary>Where each instance stands: entry n - 1 is the frame of instance n (y ahead, z up, origin on the ground).</summary>
    public required IReadOnlyList<InstancePose> InstancePoses { get; init; }

    /// <summary>Seconds since the start of the drive; 0 for single scenes.</summary>
    public double Time { get; init; }

    /// <summary>Size of the maps.</summary>
    public SceneSize Size => new(Colour.Width, Colour.Height);
}
