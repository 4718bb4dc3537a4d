using static TorchSharp.torch;

namespace Research.Adaptation.Models;

/// <summary>What an unpooling needs to know about its pooling.</summary>
/// <param name="Indices">int64 [N, K, ceil(H/2), ceil(W/2)]: where each maximum was, as y * W + x within its channel's plane.</param>
/// <param name="Height">Rows H before pooling; poolings round up, so it does not follow from the indices.</param>
/// <param name="Width">Columns W before pooling.</param>
public sealed record SegNetPooling(Tensor Indices, long Height, long Width);
