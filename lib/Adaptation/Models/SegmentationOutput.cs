using static TorchSharp.torch;

namespace Research.Adaptation.Models;

/// <summary>What a segmentation network answers for a batch of pictures.</summary>
/// <param name="High">Logits of the classifier on the last features, float [N, C, H, W] at input size.</param>
/// <param name="Low">Logits of the auxiliary classifier on earlier features, same shape; null where the network has none or it was not asked for.</param>
public sealed record SegmentationOutput(Tensor High, Tensor? Low);
