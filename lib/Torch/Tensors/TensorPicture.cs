using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Tensors as pictures.</summary>
/// <remarks>
/// Pictures are [3, H, W] and [N, 3, H, W] (colour; values 0 to 1, bytes, or anything else stretched between its extremes), [H, W] and
/// [1, H, W] (grey, stretched), with sides of 8 to 4096 cells. Only the first <see cref="MostPictures"/> of a batch are shown.
/// </remarks>
internal static class TensorPicture
{
    private const int SmallestSide = 8;
    private const int LargestSide = 4096;
    private const int MostPictures = 4;

    /// <summary>Image elements of a tensor; empty where its shape is no picture's.</summary>
    public static string Html(Tensor tensor) => string.Concat(Pictures(tensor).Select(picture => Image(picture, tensor)));

    // Each [C, H, W] with C of 1 or 3.
    private static List<Tensor> Pictures(Tensor tensor)
    {
        if (tensor.is_sparse || tensor.is_meta || tensor.numel() == 0 || tensor.is_complex()) return [];
        var shape = tensor.shape;
        if (shape.Length < 2 || shape[^1] is < SmallestSide or > LargestSide || shape[^2] is < SmallestSide or > LargestSide) return [];
        return shape switch
        {
            [_, _] => [tensor.unsqueeze(0)],
            [1 or 3, _, _] => [tensor],
            [var n, 1 or 3, _, _] => [.. Enumerable.Range(0, (int)Math.Min(n, MostPictures)).Select(i => tensor.select(0, i))],
            _ => [],
        };
    }

    private static string Image(Tensor picture, Tensor whole)
    {
        var (channels, height, width) = ((int)picture.shape[0], (int)picture.shape[1], (int)picture.shape[2]);
        var bytes = Bytes(picture, whole);
        var png = Convert.ToBase64String(TensorPng.Encode(bytes, width, height, channels));
        var side = Math.Clamp(width, 64, 512);
        return $"<img style=\"width:{side}px;max-width:100%;image-rendering:auto;margin:2px\" alt=\"tensor as a picture of {width} by {height} pixels\" src=\"data:image/png;base64,{png}\">";
    }

    // Interleaved bytes, row by row. Bytes stay, 0 to 1 is scaled, all else is stretched; what is not finite becomes black.
    private static byte[] Bytes(Tensor picture, Tensor whole)
    {
        var values = picture.detach().to(ScalarType.Float32);
        var scaled = picture.dtype == ScalarType.Byte && picture.shape[0] == 3 ? values : Stretched(values, whole.detach().to(ScalarType.Float32)) * 255f;
        return scaled.nan_to_num(0, 255, 0).clamp(0, 255).round().to(ScalarType.Byte).permute(1, 2, 0).contiguous().cpu().data<byte>().ToArray();
    }

    private static Tensor Stretched(Tensor values, Tensor whole)
    {
        var finite = whole.masked_select(whole.isfinite());
        if (finite.numel() == 0) return values;
        var (low, high) = (finite.min().item<float>(), finite.max().item<float>());
        if (values.shape[0] == 3 && low >= 0 && high <= 1) return values;
        return high > low ? (values - low) / (high - low) : values - low;
    }
}
