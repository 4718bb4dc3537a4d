using System.Runtime.InteropServices;

namespace Research.Notebooks.Kernel;

/// <summary>A libzmq socket. Not thread-safe: one thread at a time, with a lock between threads.</summary>
internal sealed class ZmqSocket : IDisposable
{
    private const long LargestFrame = 1L << 30;
    private const int Interrupted = 4;    // EINTR: the runtime's own signals end waits
    private nint handle;

    internal ZmqSocket(nint handle)
    {
        this.handle = handle;
        // Peers are local programs of the same user, yet a length field is no reason to allocate without bound.
        SetOption(ZmqNative.OptionMaximumMessage, BitConverter.GetBytes(LargestFrame));
        SetOption(ZmqNative.OptionLinger, BitConverter.GetBytes(1000));
    }

    internal nint Handle => handle;

    public void SetOption(int option, byte[] value)
    {
        if (ZmqNative.SetOption(handle, option, value, (nuint)value.Length) != 0)
            throw new KernelException($"libzmq refused option {option}: {ZmqNative.LastErrorText()}");
    }

    /// <summary>No bound on queued messages: libzmq drops what is beyond its bound, and lost outputs are worse than memory.</summary>
    public void RemoveLimits()
    {
        SetOption(ZmqNative.OptionSendLimit, BitConverter.GetBytes(0));
        SetOption(ZmqNative.OptionReceiveLimit, BitConverter.GetBytes(0));
    }

    public void Bind(string address)
    {
        if (ZmqNative.Bind(handle, address) != 0)
            throw new KernelException($"the kernel cannot listen at {address}: {ZmqNative.LastErrorText()}");
    }

    public void Connect(string address)
    {
        if (ZmqNative.Connect(handle, address) != 0)
            throw new KernelException($"cannot connect to {address}: {ZmqNative.LastErrorText()}");
    }

    /// <summary>Sends the frames of one message. False where the socket is being shut down or the peer is gone.</summary>
    public bool Send(IReadOnlyList<byte[]> frames)
    {
        for (var index = 0; index < frames.Count; index++)
        {
            var flags = index < frames.Count - 1 ? ZmqNative.SendMore : 0;
            while (ZmqNative.Send(handle, frames[index], (nuint)frames[index].Length, flags) < 0)
                if (Marshal.GetLastPInvokeError() != Interrupted)
                    return false;
        }
        return true;
    }

    /// <summary>The frames of the next message; null where there is none yet, or no longer any.</summary>
    public List<byte[]>? TryReceive()
    {
        var frames = new List<byte[]>();
        while (true)
        {
            var message = default(ZmqNative.Message);
            _ = ZmqNative.InitializeMessage(ref message);
            try
            {
                if (ZmqNative.ReceiveMessage(ref message, handle, ZmqNative.DontWait) < 0)
                {
                    if (Marshal.GetLastPInvokeError() == Interrupted)
                        continue;
                    return null;
                }
                var frame = new byte[checked((int)ZmqNative.MessageSize(ref message))];
                if (frame.Length > 0)
                    Marshal.Copy(ZmqNative.MessageData(ref message), frame, 0, frame.Length);
                frames.Add(frame);
                if (ZmqNative.MessageHasMore(ref message) == 0)
                    return frames;
            }
            finally
            {
                _ = ZmqNative.CloseMessage(ref message);
            }
        }
    }

    /// <summary>Waits until one of the sockets has a message. Returns which have; null where the context is shut down.</summary>
    public static bool[]? Poll(IReadOnlyList<ZmqSocket> sockets, TimeSpan limit)
    {
        var items = new ZmqNative.PollItem[sockets.Count];
        for (var index = 0; index < items.Length; index++)
            items[index] = new ZmqNative.PollItem { Socket = sockets[index].handle, Events = ZmqNative.PollIn };
        if (ZmqNative.Poll(items, items.Length, (nint)limit.TotalMilliseconds) < 0 && Marshal.GetLastPInvokeError() != Interrupted)
            return null;
        return Array.ConvertAll(items, item => (item.Received & ZmqNative.PollIn) != 0);
    }

    public void Dispose()
    {
        if (handle != 0)
            _ = ZmqNative.Close(handle);
        handle = 0;
    }
}
