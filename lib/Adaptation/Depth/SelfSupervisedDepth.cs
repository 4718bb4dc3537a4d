// C. Godard, O. Mac Aodha, M. Firman, G. Brostow, "Digging Into Self-Supervised Monocular Depth Estimation" (Monodepth2), ICCV 2019,
// arXiv 1806.01260, Section 3, after T. Zhou et al., CVPR 2017, arXiv 1704.07813: stage 1 of Q. Wang, D. Dai, L. Hoyer, L. Van Gool,
// O. Fink, "Domain Adaptive Semantic Segmentation with Self-Supervised Depth Estimation", ICCV 2021, arXiv 2104.13613.
// Differences: lib/Adaptation/Papers/CorDA/Differences.md. Notebook: notebooks/04-corda.ipynb.

using Research.Adaptation.Methods;
using Research.Adaptation.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Depth;

/// <summary>Learns depth by rebuilding a picture from another view of the same place; no depth is ever shown.</summary>
/// <remarks>
/// L = (1/S) sum over scales s of mean over pixels [ mu min_v pe(I_t, I_(v->t)) ] + lambda / 2^s smooth(d_s), with I_(v->t) the view v warped by
/// the full-size depth of scale s. A view's motion is known (stereo) or comes from a pose network (video): T = pose(I_t, I_next) for a
/// later view, and the inverse of pose(I_previous, I_t) for an earlier one, so that the network always sees time going forward.
/// The mean runs over all pixels, masked ones counting 0, as the released code's does.
/// </remarks>
public sealed class SelfSupervisedDepth : ITrainingMethod<DepthBatch>, IDisposable
{
    // Above every photometric error, so that a view that shows the pixel is the smaller one.
    private const double Hidden = 10;

    private readonly DepthNetwork network;
    private readonly PoseNetwork? pose;
    private readonly SelfSupervisedDepthOptions options;

    /// <summary>The method for a network.</summary>
    /// <param name="network">Gives depth.</param>
    /// <param name="pose">Gives unknown motions; null where all are known. Disposed with the method.</param>
    /// <param name="options">The settings.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public SelfSupervisedDepth(DepthNetwork network, PoseNetwork? pose, SelfSupervisedDepthOptions options)
    {
        options.Validate();
        (this.network, this.pose, this.options) = (network, pose, options);
    }

    /// <inheritdoc/>
    public string Name => pose is null ? "self-supervised depth from stereo" : "self-supervised depth from video";

    /// <summary>The pose network; null where motions are known.</summary>
    public PoseNetwork? Pose => pose;

    /// <inheritdoc/>
    public IReadOnlyList<ParameterGroup> ParameterGroups => pose?.ParameterGroups ?? [];

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, nn.Module> Modules =>
        pose is null ? new Dictionary<string, nn.Module>() : new Dictionary<string, nn.Module> { ["pose"] = pose };

    /// <inheritdoc/>
    public IEnumerable<LossTerm> Step(DepthBatch batch, StepContext step)
    {
        var disparities = network.Forward(batch.TargetInput);
        var motions = batch.Views.Select(view => view.Motion ?? Estimate(batch, view)).ToArray();
        for (var v = 0; v < motions.Length; v++) step.Record($"motion.{batch.Views[v].Name}", () => motions[v].alias());
        var unwarped = options.AutoMask ? Unwarped(batch) : null;

        Tensor? photometric = null, smooth = null;
        for (var s = 0; s < disparities.Count; s++)
        {
            var (p, m) = (Reprojection(batch, disparities[s], motions, unwarped, s == 0 ? step : null), SmoothnessAt(batch, disparities[s], s));
            photometric = photometric is null ? p : photometric + p;
            smooth = smooth is null ? m : smooth + m;
        }
        var (meanError, meanSmooth) = (photometric! / disparities.Count, smooth! / disparities.Count);
        yield return new LossTerm("depth", meanError + options.Smoothness * meanSmooth)
        {
            Parts = [("depth.photometric", meanError), ("depth.smoothness", meanSmooth)],
        };
    }

    /// <summary>Frees the pose network.</summary>
    public void Dispose() => pose?.Dispose();

    // T from the target's frame to the view's.
    private Tensor Estimate(DepthBatch batch, DepthView view)
    {
        if (pose is null)
            throw new InvalidOperationException($"view '{view.Name}' has no known motion, and this method has no pose network");
        return view.Order > 0
            ? RigidMotion.FromVectors(pose.Forward(batch.TargetInput, view.Input))
            : RigidMotion.Inverse(RigidMotion.FromVectors(pose.Forward(view.Input, batch.TargetInput)));
    }

    // min over the views of pe(I_t, I_v), the same for all scales.
    private Tensor Unwarped(DepthBatch batch)
    {
        using var noGrad = no_grad();
        return Photometric.Minimum([.. batch.Views.Select(v => Photometric.Error(v.Picture, batch.Target, options.Structure))]);
    }

    // mean of mu min_v pe(I_t, I_(v->t)), at full size whatever the disparity's (Monodepth2, Section 3.2).
    private Tensor Reprojection(DepthBatch batch, Tensor disparity, Tensor[] motions, Tensor? unwarped, StepContext? step)
    {
        using var scope = NewDisposeScope();
        var full = disparity.shape[2] == batch.Target.shape[2] ? disparity
            : nn.functional.interpolate(disparity, size: batch.Target.shape[2..], mode: InterpolationMode.Bilinear, align_corners: false);
        var depth = network.ToDepth(full);
        step?.Record("depth", () => depth.alias());
        var points = ViewWarp.Points(depth, batch.Intrinsics);
        var errors = new List<Tensor>();
        foreach (var (view, motion) in batch.Views.Zip(motions))
        {
            var places = ViewWarp.Places(points, motion, batch.Intrinsics);
            var warped = ViewWarp.Sample(view.Picture, places);
            step?.Record($"warped.{view.Name}", () => warped.alias());
            var difference = Photometric.Error(warped, batch.Target, options.Structure);
            errors.Add(options.OnlyVisible ? difference.masked_fill(~ViewWarp.Inside(places), Hidden) : difference);
        }
        var error = Photometric.Minimum(errors);
        if (options.OnlyVisible) error = error.masked_fill(error.ge(Hidden), 0);
        step?.Record("error", () => error.alias());
        if (unwarped is not null)
        {
            var mask = Photometric.AutoMask(error, unwarped);
            step?.Record("mask", () => mask.alias());
            error = error * mask.to(error.dtype);
        }
        return error.mean().MoveToOuterDisposeScope();
    }

    // smooth(d_s) / 2^s against the picture at the size of scale s.
    private static Tensor SmoothnessAt(DepthBatch batch, Tensor disparity, int scale)
    {
        using var scope = NewDisposeScope();
        var picture = scale == 0 ? batch.Target
            : nn.functional.interpolate(batch.Target, size: disparity.shape[2..], mode: InterpolationMode.Area);
        return (Smoothness.Of(disparity, picture) / (1 << scale)).MoveToOuterDisposeScope();
    }
}
