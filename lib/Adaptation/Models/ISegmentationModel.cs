using static TorchSharp.torch;

namespace Research.Adaptation.Models;

/// <summary>A network that gives every pixel a logit per class.</summary>
/// <remarks>
/// Shapes: N batch, C classes, H and W pixels of the input, h and w feature cells.
/// Every tensor handed out is fresh: it belongs to the caller (or to the caller's dispose scope).
/// </remarks>
public interface ISegmentationModel : ITrainableModel
{
    /// <summary>Number of classes C.</summary>
    int ClassCount { get; }

    /// <summary>Logits at input size.</summary>
    /// <param name="images">Prepared pictures, float [N, 3, H, W].</param>
    /// <param name="heads">Which classifiers to compute.</param>
    SegmentationOutput Forward(Tensor images, Heads heads = Heads.Both);

    /// <summary>The same forward pass with every named intermediate kept, for figures and probes.</summary>
    /// <param name="images">Prepared pictures, float [N, 3, H, W].</param>
    SegmentationTrace Trace(Tensor images);
}
