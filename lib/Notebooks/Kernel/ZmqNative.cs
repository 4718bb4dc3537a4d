using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Research.Notebooks.Kernel;

/// <summary>The part of libzmq 4 that a kernel needs; names and numbers as in <c>zmq.h</c>.</summary>
internal static class ZmqNative
{
    public const int Pub = 1, Sub = 2, Rep = 4, Dealer = 5, Router = 6, Pull = 7, Push = 8;
    public const int OptionIdentity = 5, OptionSubscribe = 6, OptionLinger = 17, OptionMaximumMessage = 22, OptionSendLimit = 23, OptionReceiveLimit = 24, OptionHandover = 56;
    public const int DontWait = 1, SendMore = 2;
    public const short PollIn = 1;
    private const string Library = "libzmq";
    private static readonly Lazy<nint> Handle = new(Load);

    static ZmqNative() => NativeLibrary.SetDllImportResolver(typeof(ZmqNative).Assembly, (name, _, _) => name == Library ? Handle.Value : 0);

    /// <summary>Loads the library.</summary>
    /// <exception cref="KernelException">It is not installed.</exception>
    public static void Require() => _ = Handle.Value;

    [DllImport(Library, EntryPoint = "zmq_ctx_new")]
    public static extern nint NewContext();

    [DllImport(Library, EntryPoint = "zmq_ctx_shutdown", SetLastError = true)]
    public static extern int ShutdownContext(nint context);

    [DllImport(Library, EntryPoint = "zmq_ctx_term", SetLastError = true)]
    public static extern int TerminateContext(nint context);

    [DllImport(Library, EntryPoint = "zmq_socket", SetLastError = true)]
    public static extern nint NewSocket(nint context, int kind);

    [DllImport(Library, EntryPoint = "zmq_close", SetLastError = true)]
    public static extern int Close(nint socket);

    [DllImport(Library, EntryPoint = "zmq_bind", SetLastError = true)]
    public static extern int Bind(nint socket, [MarshalAs(UnmanagedType.LPUTF8Str)] string address);

    [DllImport(Library, EntryPoint = "zmq_connect", SetLastError = true)]
    public static extern int Connect(nint socket, [MarshalAs(UnmanagedType.LPUTF8Str)] string address);

    [DllImport(Library, EntryPoint = "zmq_setsockopt", SetLastError = true)]
    public static extern int SetOption(nint socket, int option, byte[] value, nuint length);

    [DllImport(Library, EntryPoint = "zmq_send", SetLastError = true)]
    public static extern int Send(nint socket, byte[] data, nuint length, int flags);

    [DllImport(Library, EntryPoint = "zmq_msg_init", SetLastError = true)]
    public static extern int InitializeMessage(ref Message message);

    [DllImport(Library, EntryPoint = "zmq_msg_recv", SetLastError = true)]
    public static extern int ReceiveMessage(ref Message message, nint socket, int flags);

    [DllImport(Library, EntryPoint = "zmq_msg_data")]
    public static extern nint MessageData(ref Message message);

    [DllImport(Library, EntryPoint = "zmq_msg_size")]
    public static extern nuint MessageSize(ref Message message);

    [DllImport(Library, EntryPoint = "zmq_msg_more")]
    public static extern int MessageHasMore(ref Message message);

    [DllImport(Library, EntryPoint = "zmq_msg_close", SetLastError = true)]
    public static extern int CloseMessage(ref Message message);

    [DllImport(Library, EntryPoint = "zmq_poll", SetLastError = true)]
    public static extern int Poll([In, Out] PollItem[] items, int count, nint milliseconds);

    [DllImport(Library, EntryPoint = "zmq_proxy", SetLastError = true)]
    public static extern int Proxy(nint front, nint back, nint capture);

    [DllImport(Library, EntryPoint = "zmq_errno")]
    public static extern int Error();

    [DllImport(Library, EntryPoint = "zmq_strerror")]
    private static extern nint ErrorText(int error);

    /// <summary>The message of the last error of this thread.</summary>
    public static string LastErrorText() => Marshal.PtrToStringUTF8(ErrorText(Marshal.GetLastPInvokeError())) ?? "";

    private static nint Load()
    {
        foreach (var name in FileNames())
            if (NativeLibrary.TryLoad(name, Assembly.GetExecutingAssembly(), null, out var handle))
                return handle;
        throw new KernelException($"expected the library {FileNames()[0]}, which carries the messages between Jupyter and the kernel; it is not installed. Run .devcontainer/setup.sh, or install the package libzmq5.");
    }

    private static string[] FileNames() =>
        OperatingSystem.IsWindows() ? ["libzmq.dll", "libzmq-mt-4_3_5.dll"]
        : OperatingSystem.IsMacOS() ? ["libzmq.5.dylib", "/opt/homebrew/lib/libzmq.5.dylib", "/usr/local/lib/libzmq.5.dylib"]
        : ["libzmq.so.5", "libzmq.so"];

    /// <summary><c>zmq_msg_t</c>: 64 bytes that only the library looks into.</summary>
    [InlineArray(8)]
    public struct Message
    {
        private ulong opaque;
    }

    /// <summary><c>zmq_pollitem_t</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct PollItem
    {
        public nint Socket;
        public int FileDescriptor;
        public short Events;
        public short Received;
    }
}
