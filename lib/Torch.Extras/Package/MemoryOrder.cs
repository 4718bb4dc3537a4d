using static TorchSharp.torch;

namespace TorchSharp.Extras;

/// <summary>channels_last: the memory order in which oneDNN and cuDNN compute convolutions in low precision fastest.</summary>
/// <remarks>TorchSharp takes no memory format anywhere, but a permuted contiguous tensor has that order.</remarks>
public static class MemoryOrder
{
    /// <summary>An [N, C, H, W] tensor with its channels next to each other in memory; indices and values stay.</summary>
    public static Tensor ToChannelsLast(this Tensor tensor)
    {
        using var channelsLast = tensor.permute(0, 2, 3, 1);
        using var ordered = channelsLast.contiguous();
        return ordered.permute(0, 3, 1, 2);
    }

    /// <summary>Brings all four-dimensional parameters and buffers of a network into that order, and returns it.</summary>
    public static T ToChannelsLast<T>(this T module) where T : nn.Module
    {
        using var gradless = no_grad();
        foreach (var tensor in module.parameters().Concat(module.buffers()).Where(tensor => tensor.dim() == 4))
        {
            using var detached = tensor.detach();
            using var ordered = detached.ToChannelsLast();
            tensor.set_(ordered);
        }
        return module;
    }
}
