using Research.Adaptation.Models;
using static TorchSharp.torch;

namespace Research.Adaptation.Papers;

/// <summary>What a method may be made from.</summary>
public sealed record MethodInputs
{
    /// <summary>The network to train, on its device, with its starting weights.</summary>
    public required ISegmentationModel Model { get; init; }

    /// <summary>A further network of the same shape on the same device, with other weights: for a teacher, which copies its student's.</summary>
    public required Func<ISegmentationModel> NewNetwork { get; init; }

    /// <summary>A stream for the weights of modules that the method owns; depends on the run's seed only.</summary>
    public required RandomStream Random { get; init; }

    /// <summary>Width and height of the pictures as the network gets them: for a method whose modules are tied to places.</summary>
    public required (int Width, int Height) Size { get; init; }

    /// <summary>Where to compute.</summary>
    public required Device Device { get; init; }
}
