using Research.Imaging;
using Research.Scenes;

namespace Research.Adaptation.Depth;

/// <summary>A rectified stereo pair. Training looks at the pictures, the intrinsics and the baseline; the truth is for evaluation.</summary>
/// <param name="Name">Name of the sample.</param>
/// <param name="Left">Left picture.</param>
/// <param name="Right">Right picture, of the same size; its camera is the left one moved along its own x axis.</param>
/// <param name="Truth">Depth of the left picture, metres; infinite for sky, NaN where unknown.</param>
/// <param name="Intrinsics">Of both cameras, pixels.</param>
/// <param name="Baseline">Distance between the cameras, metres.</param>
public sealed record StereoSample(string Name, RgbImage Left, RgbImage Right, DepthMap Truth, CameraIntrinsics Intrinsics, double Baseline);
