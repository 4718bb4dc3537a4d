using static TorchSharp.torch;

namespace Research.Adaptation.Models;

/// <summary>What a multi-head network says about the cells of unlabelled pictures, eight pixels apart.</summary>
/// <param name="Projected">Projected features of length 1, float [N, D, h, w].</param>
/// <param name="Logits">The head's logits of the same cells, float [N, K, h, w].</param>
public sealed record PixelFeatures(Tensor Projected, Tensor Logits);
