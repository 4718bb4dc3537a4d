namespace Research.Notebooks.Kernel;

/// <summary>A libzmq context: the owner of sockets.</summary>
internal sealed class ZmqContext : IDisposable
{
    private readonly nint handle;
    private bool disposed;

    /// <exception cref="KernelException">libzmq is not installed.</exception>
    public ZmqContext()
    {
        ZmqNative.Require();
        handle = ZmqNative.NewContext();
        if (handle == 0)
            throw new KernelException("libzmq could not make a context.");
    }

    public ZmqSocket Create(int kind)
    {
        var socket = ZmqNative.NewSocket(handle, kind);
        return socket != 0 ? new ZmqSocket(socket) : throw new KernelException($"libzmq could not make a socket: {ZmqNative.LastErrorText()}");
    }

    /// <summary>Makes every blocking call on the context's sockets return at once, with an error.</summary>
    public void Shutdown() => _ = ZmqNative.ShutdownContext(handle);

    /// <summary>Waits for the sockets, which must all have been closed, to hand out what they hold (at most their linger time).</summary>
    public void Dispose()
    {
        if (disposed)
            return;
        disposed = true;
        _ = ZmqNative.TerminateContext(handle);
    }
}
