using System.Runtime.InteropServices;
using TorchSharp.Interop;

namespace TorchSharp;

/// <summary>
/// An error of libtorch, told with the operator that failed, the shapes and types of its arguments, and libtorch's text.
/// </summary>
/// <remarks>Derives from <see cref="ExternalException"/>, which TorchSharp throws.</remarks>
public sealed class TorchException : ExternalException
{
    /// <summary>Makes the error of one operation.</summary>
    public TorchException(string operation, string arguments, string nativeText, string nativeDetail = "", Exception? inner = null)
        : base($"{operation} failed\n  called with: {arguments}\n  libtorch: {nativeText.TrimEnd()}", inner)
    {
        Operation = operation;
        Arguments = arguments;
        NativeText = nativeText;
        NativeDetail = nativeDetail;
    }

    /// <summary>The operator with its overload, such as <c>aten::mm</c>, or the function of the binding.</summary>
    public string Operation { get; }

    /// <summary>Types and shapes of the tensors given, and the other arguments.</summary>
    public string Arguments { get; }

    /// <summary>libtorch's message.</summary>
    public string NativeText { get; }

    /// <summary>libtorch's message with its C++ frames.</summary>
    public string NativeDetail { get; }

    internal static unsafe TorchException Native(string operation, string arguments)
    {
        var text = NativeText_(0);
        var inner = ManagedFault.Take();
        return new TorchException(operation, arguments, text, NativeText_(1), inner);

        static string NativeText_(int detail) => Interop.NativeText.Read((p, n) => Shim.shim_error(detail, p, n));
    }

    internal static void Check(int result, string operation, string arguments = "")
    {
        if (result < 0) throw Native(operation, arguments);
    }

    internal static IntPtr Check(IntPtr handle, string operation, string arguments = "") =>
        handle != IntPtr.Zero ? handle : throw Native(operation, arguments);
}
