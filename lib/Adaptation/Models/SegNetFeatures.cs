using static TorchSharp.torch;

namespace Research.Adaptation.Models;

/// <summary>What a <see cref="SegNet"/>'s encoder hands to its decoder, and to whoever looks at features.</summary>
/// <param name="Conv5">After the last convolution, float [N, K, ceil(H/16), ceil(W/16)].</param>
/// <param name="Pool5">After the last pooling, float [N, K, ceil(H/32), ceil(W/32)].</param>
/// <param name="Poolings">The five poolings, full resolution first.</param>
public sealed record SegNetFeatures(Tensor Conv5, Tensor Pool5, IReadOnlyList<SegNetPooling> Poolings)
{
    /// <summary>The features at a tap point.</summary>
    public Tensor At(SegNetTap tap) => tap == SegNetTap.Pool5 ? Pool5 : Conv5;

    /// <summary>The features of some pictures of the batch, as views.</summary>
    /// <param name="first">Number of the first picture.</param>
    /// <param name="count">How many.</param>
    public SegNetFeatures Pictures(long first, long count) => new(
        Conv5.narrow(0, first, count), Pool5.narrow(0, first, count),
        [.. Poolings.Select(p => p with { Indices = p.Indices.narrow(0, first, count) })]);
}
