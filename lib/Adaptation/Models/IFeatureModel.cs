using static TorchSharp.torch;

namespace Research.Adaptation.Models;

/// <summary>A segmentation network that also gives the features its classifier reads, for losses that compare features.</summary>
public interface IFeatureModel : ISegmentationModel
{
    /// <summary>Logits and features of one forward pass.</summary>
    /// <param name="images">Prepared pictures, float [N, 3, H, W].</param>
    /// <returns>Logits [N, C, H, W] at input size, and features [N, K, h, w] at the resolution of the cells.</returns>
    (Tensor Logits, Tensor Features) ForwardWithFeatures(Tensor images);
}
