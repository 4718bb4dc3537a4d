using static TorchSharp.torch;

namespace Research.Adaptation.Depth;

/// <summary>Another view of a batch's targets.</summary>
/// <param name="Name">"right", "previous" or "next".</param>
/// <param name="Picture">RGB in 0 .. 1, float32 [N, 3, H, W].</param>
/// <param name="Input">The same with the target's change of colours.</param>
/// <param name="Order">-1 for an earlier moment, 1 for a later one, 0 for the same.</param>
/// <param name="Motion">From the target's camera frame to this view's, [N, 4, 4]; null where it has to be estimated.</param>
public sealed record DepthView(string Name, Tensor Picture, Tensor Input, int Order, Tensor? Motion);
