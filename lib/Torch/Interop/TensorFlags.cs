namespace TorchSharp.Interop;

[Flags]
internal enum TensorFlags
{
    RequiresGrad = 1, Leaf = 2, Contiguous = 4, ChannelsLast = 8, Inference = 16, Conjugate = 32, Negative = 64
}
