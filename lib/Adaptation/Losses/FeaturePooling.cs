// Features averaged over a picture or over the pasted part of it, as L. Gao et al., "DSP", ACM MM 2021, arXiv 2107.09600, compares them
// (GaoLii/DSP @f90a6bb, train.py).

using static TorchSharp.torch;

namespace Research.Adaptation.Losses;

/// <summary>Feature maps to one vector per picture.</summary>
public static class FeaturePooling
{
    /// <summary>The mean over all cells.</summary>
    /// <param name="features">Float [N, K, h, w].</param>
    /// <returns>[N, K].</returns>
    public static Tensor Mean(Tensor features)
    {
        Check(features);
        return features.mean([2, 3]);
    }

    /// <summary>The mean over the whole plane of the features, resized to the mask's size and multiplied by it.</summary>
    /// <param name="features">Float [N, K, h, w].</param>
    /// <param name="mask">Bool [N, H, W], at the picture's size.</param>
    /// <returns>[N, K]: (1 / (H W)) sum_p m_p (up h)_p. Its size grows with the mask's area; multiply by lambda for a soft mask.</returns>
    /// <remarks>
    /// The resized features [N, K, H, W] (half a gigabyte per domain at the paper's size) are never made. Resizing is linear, so
    /// sum_p m_p (up h)_p = sum over cells of (up^T m) h: the mask goes down to the cells instead, by the transpose of the same bilinear
    /// interpolation with aligned corners. Equal up to rounding.
    /// </remarks>
    /// <exception cref="ArgumentException">Shapes or types do not fit.</exception>
    public static Tensor Masked(Tensor features, Tensor mask)
    {
        Check(features);
        if (mask.ndim != 3 || mask.dtype != ScalarType.Bool || mask.shape[0] != features.shape[0])
            throw new ArgumentException($"mask: expected Bool [{features.shape[0]}, H, W], got {mask.dtype} [{string.Join(", ", mask.shape)}]");
        using var scope = NewDisposeScope();
        var (f, m) = (features.shape, mask.shape);
        var weights = CellWeights(mask, f[2], f[3], features.dtype) / (m[1] * m[2]);
        var cells = features.reshape(f[0], f[1], f[2] * f[3]);
        return cells.matmul(weights.reshape(f[0], f[2] * f[3], 1)).squeeze(2).MoveToOuterDisposeScope();
    }

    /// <summary>How much each cell counts in a sum over the masked pixels: the transpose of the interpolation, applied to the mask.</summary>
    /// <param name="mask">Bool [N, H, W].</param>
    /// <param name="height">Rows of cells.</param>
    /// <param name="width">Columns of cells.</param>
    /// <param name="type">Type of the result.</param>
    /// <returns>[N, height, width]; sums to the number of masked pixels.</returns>
    public static Tensor CellWeights(Tensor mask, long height, long width, ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var rows = Interpolation(mask.shape[1], height, type, mask.device);
        var columns = Interpolation(mask.shape[2], width, type, mask.device);
        return rows.transpose(0, 1).matmul(mask.to(type)).matmul(columns).MoveToOuterDisposeScope();
    }

    // Row p holds the weights with which pixel p of a line mixes the cells: bilinear, corners aligned. [pixels, cells]
    private static Tensor Interpolation(long pixels, long cells, ScalarType type, Device device)
    {
        var weights = new double[pixels * cells];
        for (long p = 0; p < pixels; p++)
        {
            var at = pixels == 1 ? 0 : (double)p * (cells - 1) / (pixels - 1);
            var cell = Math.Min((long)at, cells - 1);
            weights[p * cells + cell] += 1 - (at - cell);
            if (cell + 1 < cells) weights[p * cells + cell + 1] += at - cell;
        }
        return tensor(weights, [pixels, cells], dtype: type, device: device);
    }

    private static void Check(Tensor features)
    {
        if (features.ndim != 4 || !features.is_floating_point())
            throw new ArgumentException($"features: expected floating point [N, K, h, w], got {features.dtype} [{string.Join(", ", features.shape)}]");
    }
}
