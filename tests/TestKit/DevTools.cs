using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Research.TestKit;

/// <summary>The DevTools protocol over a web socket: calls, answers, events.</summary>
internal sealed class DevTools : IDisposable
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(120);
    private readonly ClientWebSocket socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonObject>> waiting = new();
    private readonly Lock sending = new();
    private int lastId;

    public DevTools(Uri address)
    {
        socket.ConnectAsync(address, CancellationToken.None).Wait();
        new Thread(Receive) { IsBackground = true, Name = "devtools" }.Start();
    }

    /// <summary>Events of all pages: session, method, parameters. Called on the receiving thread.</summary>
    public event Action<string, string, JsonObject>? Event;

    /// <summary>Calls a method and waits for its answer.</summary>
    public JsonObject Call(string method, JsonObject? parameters = null, string? session = null)
    {
        var id = Interlocked.Increment(ref lastId);
        var answer = waiting[id] = new TaskCompletionSource<JsonObject>(TaskCreationOptions.RunContinuationsAsynchronously);
        var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters ?? new JsonObject() };
        if (session is not null)
            message["sessionId"] = session;
        lock (sending)
            socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, true, CancellationToken.None).Wait();
        if (!answer.Task.Wait(AnswerLimit))
            throw new TimeoutException($"Chromium did not answer {method} within {AnswerLimit.TotalSeconds} s.");
        if (answer.Task.Result["error"] is { } error)
            throw new InvalidOperationException($"{method}: {error.ToJsonString()}");
        return answer.Task.Result["result"] as JsonObject ?? new JsonObject();
    }

    public void Dispose() => socket.Dispose();

    private void Receive()
    {
        var buffer = new byte[1 << 16];
        using var message = new MemoryStream();
        try
        {
            while (socket.State == WebSocketState.Open)
            {
                var part = socket.ReceiveAsync(buffer, CancellationToken.None).GetAwaiter().GetResult();
                message.Write(buffer, 0, part.Count);
                if (!part.EndOfMessage)
                    continue;
                Dispatch((JsonObject)JsonNode.Parse(message.GetBuffer().AsSpan(0, (int)message.Length))!);
                message.SetLength(0);
            }
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            foreach (var answer in waiting.Values)
                answer.TrySetException(new InvalidOperationException("Chromium closed the connection.", error));
        }
    }

    private void Dispatch(JsonObject message)
    {
        if (message["id"]?.GetValue<int>() is { } id && waiting.TryRemove(id, out var answer))
            answer.SetResult(message);
        else if (message["method"]?.GetValue<string>() is { } method)
            Event?.Invoke(message["sessionId"]?.GetValue<string>() ?? "", method, message["params"] as JsonObject ?? new JsonObject());
    }
}
