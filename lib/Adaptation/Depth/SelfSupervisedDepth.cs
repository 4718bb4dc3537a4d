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
/// The mean runs over all pixels, masked ones counting 0, as the released code's does. With several picture sizes it is the mean over them too:
/// pictures, disparity and intrinsics reduced alike.
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
        var sizes = Sizes(batch);

        Tensor? photometric = null, smooth = null;
        for (var s = 0; s < disparities.Count; s++)
        {
            var (p, m) = (Reprojection(batch, sizes, disparities[s], motions, s == 0 ? step : null), SmoothnessAt(batch, disparities[s], s));
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

    // The batch at the sizes at which pictures are compared, largest first, each pooled from the one before.
    private Pictures[] Sizes(DepthBatch batch)
    {
        using var noGrad = no_grad();
        var sizes = new Pictures[options.PictureSizes];
        var (target, views) = (batch.Target.alias(), batch.Views.Select(v => (v.Name, Picture: v.Picture.alias())).ToArray());
        for (var (k, by) = (0, options.PictureReduction); k < sizes.Length; k++, by = 2)
        {
            (target, views) = (Smaller(target, by), [.. views.Select(v => (v.Name, Smaller(v.Picture, by)))]);
            // min over the views of pe(I_t, I_v), which is the same for all scales of disparity.
            var unwarped = options.AutoMask ? Photometric.Minimum([.. views.Select(v => Photometric.Error(v.Picture, target, options.Structure))]) : null;
            sizes[k] = new Pictures(by, target, views, batch.Intrinsics / (options.PictureReduction << k), unwarped);
        }
        return sizes;
    }

    private static Tensor Smaller(Tensor map, int by) => by == 1 ? map : nn.functional.avg_pool2d(map, by);

    // The mean over the sizes; disparity counts at full size whatever its own (Monodepth2, Section 3.2).
    private Tensor Reprojection(DepthBatch batch, Pictures[] sizes, Tensor disparity, Tensor[] motions, StepContext? step)
    {
        using var scope = NewDisposeScope();
        var size = batch.Target.shape[2..];
        var now = disparity.shape[2] == size[0] ? disparity
            : nn.functional.interpolate(disparity, size: size, mode: InterpolationMode.Bilinear, align_corners: false);
        Tensor? sum = null;
        foreach (var pictures in sizes)
        {
            now = Smaller(now, pictures.By);
            var error = Reprojection(pictures, now, motions, pictures == sizes[0] ? step : null);
            sum = sum is null ? error : sum + error;
        }
        return (sum! / sizes.Length).MoveToOuterDisposeScope();
    }

    // mean of mu min_v pe(I_t, I_(v->t)), the disparity at the pictures' size.
    private Tensor Reprojection(Pictures pictures, Tensor disparity, Tensor[] motions, StepContext? step)
    {
        using var scope = NewDisposeScope();
        var depth = network.ToDepth(disparity);
        step?.Record("depth", () => depth.alias());
        var points = ViewWarp.Points(depth, pictures.Intrinsics);
        var errors = new List<Tensor>();
        foreach (var ((name, picture), motion) in pictures.Views.Zip(motions))
        {
            var places = ViewWarp.Places(points, motion, pictures.Intrinsics);
            var warped = ViewWarp.Sample(picture, places);
            step?.Record($"warped.{name}", () => warped.alias());
            var difference = Photometric.Error(warped, pictures.Target, options.Structure);
            errors.Add(options.OnlyVisible ? difference.masked_fill(~ViewWarp.Inside(places), Hidden) : difference);
        }
        var error = Photometric.Minimum(errors);
        if (options.OnlyVisible) error = error.masked_fill(error.ge(Hidden), 0);
        step?.Record("error", () => error.alias());
        if (pictures.Unwarped is not null)
        {
            var mask = Photometric.AutoMask(error, pictures.Unwarped);
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

    // By: the factor to the size before.
    private sealed record Pictures(int By, Tensor Target, (string Name, Tensor Picture)[] Views, Tensor Intrinsics, Tensor? Unwarped);
}
