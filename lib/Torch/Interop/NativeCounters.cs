using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>Bytes that libtorch ever allocated, and bytes alive on the CPU; the shim writes, we read.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeCounters
{
    internal long Allocated;
    internal long Live;
}
