using System.Runtime.InteropServices;
using TorchSharp.Interop;

namespace TorchSharp;

/// <summary>How tensors cross from libtorch into managed callbacks and back.</summary>
internal static unsafe class Callbacks
{
    /// <summary>A wrapper with a reference of its own, or null for an undefined tensor.</summary>
    internal static torch.Tensor? Borrow(IntPtr handle)
    {
        if (handle == IntPtr.Zero) return null;
        Shim.shim_tensor_retain(handle);
        return new torch.Tensor(handle);
    }

    /// <summary>A reference for the native side.</summary>
    internal static IntPtr HandOver(torch.Tensor? tensor)
    {
        if (tensor is null) return IntPtr.Zero;
        var handle = tensor.Handle;
        Shim.shim_tensor_retain(handle);
        GC.KeepAlive(tensor);
        return handle;
    }

    [UnmanagedCallersOnly]
    internal static void Free(IntPtr context) => GCHandle.FromIntPtr(context).Free();
}
