using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Interop;

/// <summary>A tensor's metadata, read in one call; the pointers are libtorch's own and live as long as the tensor.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct TensorInfo
{
    internal long* Sizes;
    internal long* Strides;
    internal long Rank;
    internal long Count;
    internal long StorageOffset;
    private int _type;
    internal DeviceType DeviceType;
    internal int DeviceIndex;
    internal int ElementSize;
    internal int Layout;
    internal TensorFlags Flags;

    internal readonly ScalarType Type => (ScalarType)_type;
    internal readonly bool Has(TensorFlags flag) => (Flags & flag) != 0;
    internal readonly ReadOnlySpan<long> Size => new(Sizes, (int)Rank);
    internal readonly long[] Shape() => Size.ToArray();
}
