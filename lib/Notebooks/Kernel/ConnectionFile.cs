using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Research.Notebooks.Kernel;

/// <summary>What a connection file says: where the five sockets listen, and the key that messages are signed with.</summary>
internal sealed record ConnectionFile(string Transport, string Address, int ShellPort, int ControlPort, int StandardInputPort, int OutputPort, int HeartbeatPort, string Key)
{
    private const string Scheme = "hmac-sha256";

    /// <summary>Reads a connection file. Without an address the sockets listen on the loopback device only.</summary>
    /// <exception cref="KernelException">The file is absent or not a connection file.</exception>
    public static ConnectionFile Load(string path)
    {
        if (!File.Exists(path))
            throw new KernelException($"expected a connection file, there is no file {path}");
        try
        {
            return Read(JsonNode.Parse(File.ReadAllText(path)) as JsonObject ?? throw new KernelException($"{path}: expected a JSON object"), path);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new KernelException($"{path}: not a connection file: {error.Message}", error);
        }
    }

    /// <summary>The address of one socket as libzmq writes it.</summary>
    public string Endpoint(int port) => Transport == "ipc"
        ? string.Create(CultureInfo.InvariantCulture, $"ipc://{Address}-{port}")
        : string.Create(CultureInfo.InvariantCulture, $"tcp://{Address}:{port}");

    public JsonObject ToJson() => new()
    {
        ["transport"] = Transport, ["ip"] = Address, ["shell_port"] = ShellPort, ["control_port"] = ControlPort, ["stdin_port"] = StandardInputPort,
        ["iopub_port"] = OutputPort, ["hb_port"] = HeartbeatPort, ["key"] = Key, ["signature_scheme"] = Scheme, ["kernel_name"] = KernelSpec.Name,
    };

    private static ConnectionFile Read(JsonObject file, string path)
    {
        var transport = Text(file, "transport") ?? "tcp";
        if (transport is not ("tcp" or "ipc"))
            throw new KernelException($"{path}: transport: expected tcp or ipc, got '{transport}'");
        var scheme = Text(file, "signature_scheme");
        if (scheme is { Length: > 0 } && scheme != Scheme)
            throw new KernelException($"{path}: signature_scheme: expected {Scheme}, got '{scheme}'");
        int Port(string field) => file[field]?.GetValue<int>() is { } port && port is > 0 and <= 65535
            ? port
            : throw new KernelException($"{path}: {field}: expected a port (1 to 65535), got {file[field]?.ToJsonString() ?? "nothing"}");
        return new ConnectionFile(transport, Text(file, "ip") is { Length: > 0 } ip ? ip : "127.0.0.1", Port("shell_port"), Port("control_port"), Port("stdin_port"), Port("iopub_port"), Port("hb_port"), Text(file, "key") ?? "");
    }

    private static string? Text(JsonObject file, string field) => file[field]?.GetValue<string>();
}
