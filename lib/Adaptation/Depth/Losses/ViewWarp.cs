// T. Zhou, M. Brown, N. Snavely, D. Lowe, "Unsupervised Learning of Depth and Ego-Motion from Video", CVPR 2017, arXiv 1704.07813,
// Eq. (2): p_s ~ K T_(t->s) D_t(p_t) K^-1 p_t, with bilinear sampling. Notebook: notebooks/04-corda.ipynb.

using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Depth;

/// <summary>Rebuilds the target picture from another view, given the target's depth and how the camera moved.</summary>
/// <remarks>
/// Shapes: N pictures of H x W pixels. Intrinsics [N, 4] are fx, fy, cx, cy in pixels with pixel centres at halves, as in the scenes;
/// that is the convention of grid sampling without aligned corners. Motions [N, 4, 4] take points of the target camera's frame to
/// the other camera's.
/// </remarks>
public static class ViewWarp
{
    // Points nearer to the other camera's plane than this, or behind it, are held here: their projection means nothing.
    private const double NearPlane = 1e-3;

    /// <summary>The points seen at the pixel centres, in the camera's frame.</summary>
    /// <param name="depth">Metres, [N, 1, H, W].</param>
    /// <param name="intrinsics">[N, 4].</param>
    /// <returns>[N, 3, H, W]: ((u - cx) / fx Z, (v - cy) / fy Z, Z).</returns>
    /// <exception cref="ArgumentException">Shapes do not fit.</exception>
    public static Tensor Points(Tensor depth, Tensor intrinsics)
    {
        DepthArguments.CheckMap(depth, nameof(depth));
        DepthArguments.CheckShape(intrinsics, nameof(intrinsics), depth.shape[0], 4);
        using var scope = NewDisposeScope();
        var (height, width) = (depth.shape[2], depth.shape[3]);
        var u = (arange(width, dtype: depth.dtype, device: depth.device) + 0.5).reshape(1, 1, 1, width);
        var v = (arange(height, dtype: depth.dtype, device: depth.device) + 0.5).reshape(1, 1, height, 1);
        var (fx, fy, cx, cy) = Numbers(intrinsics);
        return cat([(u - cx) / fx * depth, (v - cy) / fy * depth, depth], dim: 1).MoveToOuterDisposeScope();
    }

    /// <summary>Where points of the target camera's frame fall in the other view.</summary>
    /// <param name="points">[N, 3, H, W].</param>
    /// <param name="motion">[N, 4, 4].</param>
    /// <param name="intrinsics">[N, 4].</param>
    /// <returns>Sampling places [N, H, W, 2], column then row, -1 to 1 from border to border.</returns>
    /// <exception cref="ArgumentException">Shapes do not fit.</exception>
    public static Tensor Places(Tensor points, Tensor motion, Tensor intrinsics)
    {
        var (count, height, width) = (points.shape[0], points.shape[2], points.shape[3]);
        DepthArguments.CheckShape(motion, nameof(motion), count, 4, 4);
        using var scope = NewDisposeScope();
        var rotation = motion.narrow(1, 0, 3).narrow(2, 0, 3);
        var translation = motion.narrow(1, 0, 3).narrow(2, 3, 1);
        var moved = (rotation.matmul(points.reshape(count, 3, height * width)) + translation).reshape(count, 3, height, width);
        var z = moved.narrow(1, 2, 1).clamp(min: NearPlane);
        var (fx, fy, cx, cy) = Numbers(intrinsics);
        var u = (moved.narrow(1, 0, 1) / z * fx + cx) * (2.0 / width) - 1;
        var v = (moved.narrow(1, 1, 1) / z * fy + cy) * (2.0 / height) - 1;
        return cat([u, v], dim: 1).permute(0, 2, 3, 1).MoveToOuterDisposeScope();
    }

    /// <summary>Which places lie within the view.</summary>
    /// <param name="places">[N, H, W, 2] of <see cref="Places"/>.</param>
    /// <returns>bool [N, 1, H, W], without gradient.</returns>
    public static Tensor Inside(Tensor places)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        return places.abs().le(1).all(3).unsqueeze(1).MoveToOuterDisposeScope();
    }

    /// <summary>Samples a view bilinearly; outside it the border repeats.</summary>
    /// <param name="view">[N, C, H, W].</param>
    /// <param name="places">[N, h, w, 2] of <see cref="Places"/>.</param>
    public static Tensor Sample(Tensor view, Tensor places) => nn.functional.grid_sample(
        view, places, mode: GridSampleMode.Bilinear, padding_mode: GridSamplePaddingMode.Border, align_corners: false);

    /// <summary>The target picture as the other view shows it.</summary>
    /// <param name="view">The other view, [N, C, H, W].</param>
    /// <param name="depth">Depth of the target, metres, [N, 1, H, W].</param>
    /// <param name="motion">From the target's frame to the view's, [N, 4, 4].</param>
    /// <param name="intrinsics">Of both cameras, [N, 4].</param>
    /// <returns>[N, C, H, W]; differentiable in depth and motion.</returns>
    /// <exception cref="ArgumentException">Shapes do not fit.</exception>
    public static Tensor Warp(Tensor view, Tensor depth, Tensor motion, Tensor intrinsics)
    {
        using var scope = NewDisposeScope();
        return Sample(view, Places(Points(depth, intrinsics), motion, intrinsics)).MoveToOuterDisposeScope();
    }

    private static (Tensor Fx, Tensor Fy, Tensor Cx, Tensor Cy) Numbers(Tensor intrinsics)
    {
        Tensor Column(int index) => intrinsics.narrow(1, index, 1).reshape(intrinsics.shape[0], 1, 1, 1);
        return (Column(0), Column(1), Column(2), Column(3));
    }
}
