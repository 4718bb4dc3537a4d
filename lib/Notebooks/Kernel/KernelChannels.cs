using System.Collections.Concurrent;

namespace Research.Notebooks.Kernel;

/// <summary>The five sockets of a kernel. One thread owns the three ROUTERs; the output socket is shared under a lock; the heartbeat echoes on a thread of its own.</summary>
internal sealed class KernelChannels : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);
    private readonly ZmqContext context = new();
    private readonly MessageSigner signer;
    private readonly ZmqSocket shell, control, input, output, heartbeat, wakeReceiver, wakeSender;
    private readonly ConcurrentQueue<(KernelChannel Channel, KernelMessage Message)> outbox = new();
    private readonly Lock outputGate = new();
    private readonly Lock wakeGate = new();
    private readonly byte[] topicPrefix = System.Text.Encoding.ASCII.GetBytes($"kernel.{Guid.NewGuid():N}.");
    private Thread? loop;
    private volatile bool stopping;
    private bool disposed;

    /// <exception cref="KernelException">libzmq is absent, or a socket cannot listen where the connection file says.</exception>
    public KernelChannels(ConnectionFile connection)
    {
        signer = new MessageSigner(connection.Key);
        shell = context.Create(ZmqNative.Router);
        control = context.Create(ZmqNative.Router);
        input = context.Create(ZmqNative.Router);
        output = context.Create(ZmqNative.Pub);
        heartbeat = context.Create(ZmqNative.Rep);
        wakeReceiver = context.Create(ZmqNative.Pull);
        wakeSender = context.Create(ZmqNative.Push);
        try
        {
            Listen(connection);
        }
        catch
        {
            CloseSockets();
            context.Dispose();
            throw;
        }
    }

    /// <summary>Gets every message that is well-formed and signed; runs on the sockets' thread and must not block.</summary>
    public Action<KernelRequest>? Received { get; set; }

    public void Start()
    {
        loop = new Thread(Serve) { IsBackground = true, Name = "kernel sockets" };
        loop.Start();
        // Ends when the context is shut down.
        new Thread(() => { _ = ZmqNative.Proxy(heartbeat.Handle, heartbeat.Handle, 0); heartbeat.Dispose(); }) { IsBackground = true, Name = "kernel heartbeat" }.Start();
    }

    /// <summary>Queues an answer; the sockets' thread sends it.</summary>
    public void Send(KernelChannel channel, KernelMessage message)
    {
        outbox.Enqueue((channel, message));
        lock (wakeGate)
            if (!stopping)
                wakeSender.Send([[]]);
    }

    /// <summary>Publishes an output or a status to all clients, from any thread.</summary>
    public void Publish(KernelMessage message)
    {
        List<byte[]> frames = [[.. topicPrefix, .. System.Text.Encoding.UTF8.GetBytes(message.Type)], .. message.ToFrames(signer)];
        lock (outputGate)
            if (!stopping)
                output.Send(frames);
    }

    /// <summary>Sends what is queued, waits at most a second for clients to take it, and closes the sockets.</summary>
    public void Dispose()
    {
        if (disposed)
            return;
        disposed = true;
        lock (outputGate)
            lock (wakeGate)
            {
                stopping = true;
                wakeSender.Send([[]]);
            }
        if (loop is null)
            heartbeat.Dispose();
        else
            loop.Join();
        CloseSockets();
        context.Shutdown();
        context.Dispose();
    }

    private void Listen(ConnectionFile connection)
    {
        foreach (var socket in new[] { shell, control, input })
        {
            // A client that reconnects under its name takes the name over.
            socket.SetOption(ZmqNative.OptionHandover, BitConverter.GetBytes(1));
            socket.RemoveLimits();
        }
        output.RemoveLimits();
        shell.Bind(connection.Endpoint(connection.ShellPort));
        control.Bind(connection.Endpoint(connection.ControlPort));
        input.Bind(connection.Endpoint(connection.StandardInputPort));
        output.Bind(connection.Endpoint(connection.OutputPort));
        heartbeat.Bind(connection.Endpoint(connection.HeartbeatPort));
        wakeReceiver.Bind("inproc://wake");
        wakeSender.Connect("inproc://wake");
    }

    private void Serve()
    {
        ZmqSocket[] sockets = [wakeReceiver, control, input, shell];
        KernelChannel[] channels = [default, KernelChannel.Control, KernelChannel.Input, KernelChannel.Shell];
        while (!stopping)
        {
            if (ZmqSocket.Poll(sockets, Longest) is not { } ready)
                return;
            while (ready[0] && wakeReceiver.TryReceive() is not null)
            {
            }
            SendQueued();
            for (var index = 1; index < sockets.Length; index++)
                if (ready[index] && sockets[index].TryReceive() is { } frames && KernelMessage.Read(frames, signer) is { } message)
                    Received?.Invoke(new KernelRequest(channels[index], message));
        }
        SendQueued();
    }

    private void SendQueued()
    {
        while (outbox.TryDequeue(out var queued))
        {
            var socket = queued.Channel switch
            {
                KernelChannel.Control => control,
                KernelChannel.Input => input,
                _ => shell,
            };
            socket.Send(queued.Message.ToFrames(signer));
        }
    }

    /// <summary>All but the heartbeat, which its own thread closes.</summary>
    private void CloseSockets()
    {
        foreach (var socket in new[] { shell, control, input, output, wakeReceiver, wakeSender })
            socket.Dispose();
        if (loop is null)
            heartbeat.Dispose();
    }
}
