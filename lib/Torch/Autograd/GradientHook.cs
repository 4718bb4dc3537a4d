using System.Runtime.InteropServices;
using TorchSharp.Interop;

namespace TorchSharp;

/// <summary>A callback on one tensor's gradient.</summary>
internal sealed unsafe class GradientHook : IDisposable
{
    private readonly torch.Tensor _tensor;
    private readonly Func<torch.Tensor, torch.Tensor?> _hook;
    private int _number;

    internal GradientHook(torch.Tensor tensor, Func<torch.Tensor, torch.Tensor?> hook)
    {
        _hook = hook;
        _tensor = tensor.Share().DetachFromDisposeScope();
        var context = GCHandle.ToIntPtr(GCHandle.Alloc(hook));
        _number = Shim.shim_hook_add(_tensor.Handle, &Apply, context, &Callbacks.Free);
        TorchException.Check(_number, "Tensor.register_hook", ArgText.Describe(tensor));
    }

    public void Dispose()
    {
        var number = Interlocked.Exchange(ref _number, -1);
        if (number < 0) return;
        TorchException.Check(Shim.shim_hook_remove(_tensor.Handle, number), "hook removal");
        _tensor.Dispose();
        GC.KeepAlive(_hook);
    }

    [UnmanagedCallersOnly]
    private static byte* Apply(IntPtr context, IntPtr* given, int givenCount, IntPtr* made, int madeCount)
    {
        try
        {
            var hook = (Func<torch.Tensor, torch.Tensor?>)GCHandle.FromIntPtr(context).Target!;
            var gradient = Callbacks.Borrow(given[0])!;
            made[0] = Callbacks.HandOver(hook(gradient));
            return null;
        }
        catch (Exception e)
        {
            return ManagedFault.Keep(e);
        }
    }
}
