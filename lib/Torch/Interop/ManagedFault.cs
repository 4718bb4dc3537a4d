using System.Runtime.InteropServices;
using System.Text;

namespace TorchSharp.Interop;

/// <summary>
/// Carries an exception of a managed callback (hook, custom function) through libtorch: the text goes as a C++ error, the
/// object waits here and becomes the inner exception of what the caller sees.
/// </summary>
internal static unsafe class ManagedFault
{
    private static Exception? _pending;
    [ThreadStatic] private static IntPtr _text;

    internal static byte* Keep(Exception fault)
    {
        Interlocked.Exchange(ref _pending, fault);
        if (_text != IntPtr.Zero) NativeMemory.Free((void*)_text);
        var bytes = Encoding.UTF8.GetBytes($"{fault.GetType().Name}: {fault.Message}\0");
        var copy = (byte*)NativeMemory.Alloc((nuint)bytes.Length);
        bytes.CopyTo(new Span<byte>(copy, bytes.Length));
        _text = (IntPtr)copy;
        return copy;
    }

    internal static Exception? Take() => Interlocked.Exchange(ref _pending, null);
}
