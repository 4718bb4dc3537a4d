using Research.Imaging;
using Research.Scenes;

namespace Research.Adaptation.Depth;

/// <summary>Three pictures of a drive. Training looks at the pictures and the intrinsics; depth and poses are for evaluation.</summary>
/// <param name="Name">Name of the sample.</param>
/// <param name="Previous">The picture before.</param>
/// <param name="Current">The picture whose depth is wanted.</param>
/// <param name="Next">The picture after.</param>
/// <param name="Truth">Depth of the current picture, metres; infinite for sky, NaN where unknown.</param>
/// <param name="Intrinsics">Of the camera, pixels.</param>
/// <param name="Poses">True poses of the camera at the three moments, in order.</param>
public sealed record VideoSample(
    string Name, RgbImage Previous, RgbImage Current, RgbImage Next, DepthMap Truth, CameraIntrinsics Intrinsics, IReadOnlyList<CameraPose> Poses);
