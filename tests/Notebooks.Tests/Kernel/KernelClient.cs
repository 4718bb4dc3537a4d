using System.Text.Json.Nodes;
using Research.Notebooks.Kernel;

namespace Research.Notebooks.Tests.Kernel;

/// <summary>A small Jupyter client on the kernel's own socket layer.</summary>
internal sealed class KernelClient : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly ZmqContext context = new();
    private readonly MessageFactory messages = new(TimeProvider.System, "tester");
    private readonly MessageSigner signer;
    private readonly ZmqSocket heartbeat;

    public KernelClient(ConnectionFile connection, string? key = null)
    {
        signer = new MessageSigner(key ?? connection.Key);
        var identity = Guid.NewGuid().ToByteArray();
        Shell = Open(ZmqNative.Dealer, connection.Endpoint(connection.ShellPort), identity);
        Control = Open(ZmqNative.Dealer, connection.Endpoint(connection.ControlPort), identity);
        Input = Open(ZmqNative.Dealer, connection.Endpoint(connection.StandardInputPort), identity);
        heartbeat = Open(ZmqNative.Dealer, connection.Endpoint(connection.HeartbeatPort), identity);
        Output = context.Create(ZmqNative.Sub);
        Output.RemoveLimits();
        Output.SetOption(ZmqNative.OptionSubscribe, []);
        Output.Connect(connection.Endpoint(connection.OutputPort));
    }

    public ZmqSocket Shell { get; }

    public ZmqSocket Control { get; }

    public ZmqSocket Input { get; }

    public ZmqSocket Output { get; }

    /// <summary>Asks until an answer's status has come over the output socket, too: a subscription takes a moment.</summary>
    public JsonObject WaitUntilReady()
    {
        for (var attempt = 0; attempt < 300; attempt++)
        {
            var id = Send(Shell, "kernel_info_request", []);
            if (Receive(Shell, Patience) is { } reply && Receive(Output, TimeSpan.FromMilliseconds(200)) is not null)
            {
                Drain(Output);
                Assert.Equal(id, reply.Parent["msg_id"]!.ToString());
                return reply.Content;
            }
        }
        throw new TimeoutException("no status came over the output socket");
    }

    public string Send(ZmqSocket socket, string type, JsonObject content)
    {
        var message = messages.Create(type, content);
        socket.Send(message.ToFrames(signer));
        return message.Header["msg_id"]!.ToString();
    }

    public KernelMessage? Receive(ZmqSocket socket, TimeSpan limit)
    {
        ZmqSocket.Poll([socket], limit);
        return socket.TryReceive() is { } frames ? KernelMessage.Read(frames, signer) : null;
    }

    public KernelMessage Require(ZmqSocket socket) => Receive(socket, Patience) ?? throw new TimeoutException("no message came");

    /// <summary>Sends a request and gives its answer.</summary>
    public JsonObject Ask(string type, JsonObject content, ZmqSocket? socket = null)
    {
        var id = Send(socket ?? Shell, type, content);
        while (true)
        {
            var reply = Require(socket ?? Shell);
            if (reply.Parent["msg_id"]?.ToString() == id)
                return reply.Content;
        }
    }

    /// <summary>Runs a cell: its answer, and what came over the output socket from busy to idle.</summary>
    public (JsonObject Reply, List<KernelMessage> Outputs) Execute(string code, JsonObject? settings = null)
    {
        var content = new JsonObject { ["code"] = code, ["silent"] = false, ["store_history"] = true, ["allow_stdin"] = false, ["stop_on_error"] = true };
        foreach (var (name, value) in settings ?? [])
            content[name] = value?.DeepClone();
        var id = Send(Shell, "execute_request", content);
        return (Require(Shell).Content, OutputsOf(id));
    }

    /// <summary>What came over the output socket for a request, up to its idle status.</summary>
    public List<KernelMessage> OutputsOf(string id)
    {
        var outputs = new List<KernelMessage>();
        while (true)
        {
            var message = Require(Output);
            if (message.Parent["msg_id"]?.ToString() != id)
                continue;
            outputs.Add(message);
            if (message.Type == "status" && message.Text("execution_state") == "idle")
                return outputs;
        }
    }

    public bool IsAlive()
    {
        heartbeat.Send([[], [1, 2, 3]]);
        ZmqSocket.Poll([heartbeat], TimeSpan.FromSeconds(10));
        return heartbeat.TryReceive() is [_, [1, 2, 3]];
    }

    public void Dispose()
    {
        foreach (var socket in new[] { Shell, Control, Input, Output, heartbeat })
        {
            socket.SetOption(ZmqNative.OptionLinger, BitConverter.GetBytes(0));
            socket.Dispose();
        }
        context.Dispose();
    }

    private ZmqSocket Open(int kind, string address, byte[] identity)
    {
        var socket = context.Create(kind);
        socket.SetOption(ZmqNative.OptionIdentity, identity);
        socket.Connect(address);
        return socket;
    }

    private void Drain(ZmqSocket socket)
    {
        while (Receive(socket, TimeSpan.FromMilliseconds(50)) is not null)
        {
        }
    }
}
