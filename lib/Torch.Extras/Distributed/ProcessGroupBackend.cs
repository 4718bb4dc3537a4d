namespace TorchSharp.Extras;

/// <summary>What carries tensors between processes.</summary>
public enum ProcessGroupBackend
{
    /// <summary>Tensors in main memory, over TCP.</summary>
    Gloo,

    /// <summary>Tensors on CUDA devices. Only where libtorch and the shim were built with it.</summary>
    Nccl,
}
