// Edge-aware smoothness: P. Heise et al., ICCV 2013, in the form of C. Godard et al., arXiv 1609.03677 and, with disparity divided
// by its mean, C. Wang et al., CVPR 2018, arXiv 1712.00175; Monodepth2 (arXiv 1806.01260), Eq. (3).

using static TorchSharp.torch;

namespace Research.Adaptation.Depth;

/// <summary>Disparity shall be smooth except where the picture has an edge.</summary>
public static class Smoothness
{
    /// <summary>The loss of a disparity map.</summary>
    /// <param name="disparity">Inverse depth of any scale, [N, 1, H, W], above 0.</param>
    /// <param name="picture">The picture in 0 .. 1 at the same size, [N, C, H, W].</param>
    /// <returns>A scalar.</returns>
    /// <remarks>
    /// L = mean |dx d*| exp(-|dx I|) + mean |dy d*| exp(-|dy I|), d* = d / mean(d) per picture (else shrinking all disparities would be
    /// smoothest), |d I| the mean over channels, differences between neighbours.
    /// </remarks>
    /// <exception cref="ArgumentException">Shapes do not fit, or a side is below 2.</exception>
    public static Tensor Of(Tensor disparity, Tensor picture)
    {
        DepthArguments.CheckMap(disparity, nameof(disparity));
        DepthArguments.CheckPicture(picture, nameof(picture));
        var (n, h, w) = (disparity.shape[0], disparity.shape[2], disparity.shape[3]);
        DepthArguments.CheckShape(picture, nameof(picture), n, picture.shape[1], h, w);
        if (h < 2 || w < 2) throw new ArgumentException($"disparity: expected sides of at least 2, got {w} x {h}");
        using var scope = NewDisposeScope();
        var scaled = disparity / (disparity.mean([2, 3], keepdim: true) + 1e-7);
        return (Along(scaled, picture, dim: 3) + Along(scaled, picture, dim: 2)).MoveToOuterDisposeScope();
    }

    private static Tensor Along(Tensor map, Tensor picture, int dim)
    {
        static Tensor Step(Tensor t, int dim) => t.narrow(dim, 1, t.shape[dim] - 1) - t.narrow(dim, 0, t.shape[dim] - 1);
        var edges = Step(picture, dim).abs().mean([1], keepdim: true);
        return (Step(map, dim).abs() * (-edges).exp()).mean();
    }
}
