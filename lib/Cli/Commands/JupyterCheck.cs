using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Research.Cli.Output;
using Research.Notebooks.Kernel;

namespace Research.Cli.Commands;

/// <summary>Starts Jupyter, does over its web interface what a browser would do to run one cell, and stops it.</summary>
internal static class JupyterCheck
{
    private const string Cell = "Console.WriteLine(\"printed\"); 6 * 7";
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan CellLimit = TimeSpan.FromSeconds(90);

    public static async Task<int> RunAsync(CliConsole console, JupyterServer server, CancellationToken cancellation)
    {
        var log = new List<string>();
        using var process = server.Start(line => { lock (log) log.Add(line); });
        using var client = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{server.Port}/")) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("token", server.Token);
        try
        {
            await CheckSpecAsync(client, process, cancellation);
            console.Out.WriteLine($"Jupyter runs and knows the kernel {KernelSpec.Name} ({KernelSpec.DisplayName})");
            var started = console.Time.GetTimestamp();
            var (printed, value) = await RunCellAsync(client, server, cancellation);
            if (printed != "printed\n" || value != "42")
                throw new UserErrorException($"a cell that prints 'printed' and ends in 6 * 7 gave the output '{printed.TrimEnd()}' and the value '{value}'");
            console.Out.WriteLine($"one cell ran through it: 6 * 7 is {value} ({Durations.Text(console.Time.GetElapsedTime(started))} from start to value)");
            return ExitCodes.Done;
        }
        catch (Exception error) when (error is HttpRequestException or WebSocketException or JsonException or InvalidOperationException or UserErrorException or TimeoutException)
        {
            lock (log)
                foreach (var line in log.TakeLast(20)) console.Error.WriteLine($"jupyter: {line.Replace(server.Token, "…", StringComparison.Ordinal)}");
            throw error as UserErrorException ?? new UserErrorException($"Jupyter's web interface: {error.Message}", inner: error);
        }
        finally
        {
            await StopAsync(client, process);
        }
    }

    private static async Task CheckSpecAsync(HttpClient client, Process process, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            if (process.HasExited) throw new UserErrorException($"Jupyter ended with exit code {process.ExitCode} before it answered");
            try
            {
                var specs = await client.GetFromJsonAsync<JsonObject>("api/kernelspecs", cancellation);
                var name = specs?["kernelspecs"]?[KernelSpec.Name]?["spec"]?["display_name"]?.ToString();
                if (name != KernelSpec.DisplayName) throw new UserErrorException($"expected Jupyter to list the kernel {KernelSpec.Name}, it lists: {string.Join(", ", (specs?["kernelspecs"] as JsonObject ?? []).Select(spec => spec.Key))}");
                return;
            }
            catch (HttpRequestException) when (clock.Elapsed < StartLimit)
            {
                await Task.Delay(200, cancellation);
            }
        }
    }

    private static async Task<(string Printed, string Value)> RunCellAsync(HttpClient client, JupyterServer server, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(CellLimit);
        using var created = await client.PostAsJsonAsync("api/kernels", new JsonObject { ["name"] = KernelSpec.Name }, limit.Token);
        created.EnsureSuccessStatusCode();
        var kernel = (await created.Content.ReadFromJsonAsync<JsonObject>(limit.Token))?["id"]?.ToString() ?? throw new InvalidOperationException("the answer to a kernel's start names no kernel");
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"token {server.Token}");
        try
        {
            await socket.ConnectAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"ws://127.0.0.1:{server.Port}/api/kernels/{kernel}/channels")), limit.Token);
            var request = ExecuteRequest();
            await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(request), WebSocketMessageType.Text, true, limit.Token);
            return await ReadOutputsAsync(socket, request["header"]!["msg_id"]!.ToString(), limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"the kernel did not answer within {CellLimit.TotalSeconds:0} s");
        }
        finally
        {
            using var _ = await client.DeleteAsync($"api/kernels/{kernel}", CancellationToken.None);
        }
    }

    private static JsonObject ExecuteRequest() => new()
    {
        ["header"] = new JsonObject { ["msg_id"] = Guid.NewGuid().ToString("N"), ["username"] = "", ["session"] = Guid.NewGuid().ToString("N"), ["msg_type"] = "execute_request", ["version"] = "5.3" },
        ["parent_header"] = new JsonObject(),
        ["metadata"] = new JsonObject(),
        ["content"] = new JsonObject { ["code"] = Cell, ["silent"] = false, ["store_history"] = true, ["user_expressions"] = new JsonObject(), ["allow_stdin"] = false },
        ["channel"] = "shell",
    };

    private static async Task<(string Printed, string Value)> ReadOutputsAsync(ClientWebSocket socket, string request, CancellationToken cancellation)
    {
        var (printed, value) = ("", "");
        var buffer = new byte[1 << 16];
        while (true)
        {
            using var text = new MemoryStream();
            WebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(buffer, cancellation);
                text.Write(buffer, 0, part.Count);
            } while (!part.EndOfMessage);
            if (part.MessageType == WebSocketMessageType.Close) throw new InvalidOperationException("the connection to the kernel was closed");
            var message = JsonNode.Parse(text.ToArray());
            if (message?["parent_header"]?["msg_id"]?.ToString() != request) continue;
            var content = message["content"];
            switch (message["header"]?["msg_type"]?.ToString())
            {
                case "stream":
                    printed += content?["text"];
                    break;
                case "execute_result":
                    value = content?["data"]?["text/plain"]?.ToString() ?? "";
                    break;
                case "error":
                    throw new UserErrorException($"the cell failed: {content?["ename"]}: {content?["evalue"]}");
                case "status":
                    if (content?["execution_state"]?.ToString() == "idle") return (printed, value);
                    break;
            }
        }
    }

    private static async Task StopAsync(HttpClient client, Process process)
    {
        try
        {
            using var asked = await client.PostAsync("api/shutdown", null, CancellationToken.None);
        }
        catch (HttpRequestException)
        {
            // It is not there, or gone already.
        }
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
