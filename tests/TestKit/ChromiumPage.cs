using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Research.TestKit;

/// <summary>An open page: what it asked the network for, what it complained about, and what is on it.</summary>
public sealed class ChromiumPage
{
    private static readonly TimeSpan LoadLimit = TimeSpan.FromSeconds(90);
    private readonly DevTools tools;
    private readonly string session;
    private readonly ConcurrentQueue<string> requests = new();
    private readonly ConcurrentQueue<string> errors = new();
    private readonly ManualResetEventSlim loaded = new();

    private ChromiumPage(DevTools tools, string session)
    {
        this.tools = tools;
        this.session = session;
    }

    /// <summary>Addresses that the page asked for, itself first; those that carry their own content (data:, blob:) are left out.</summary>
    public IReadOnlyList<string> Requests => [.. requests];

    /// <summary>Errors and warnings of the console, exceptions nobody caught, and what the content policy refused.</summary>
    public IReadOnlyList<string> Errors => [.. errors];

    internal static ChromiumPage Open(DevTools tools, string address, int width, int height, bool dark)
    {
        var target = tools.Call("Target.createTarget", new JsonObject { ["url"] = "about:blank" })["targetId"]!.GetValue<string>();
        var session = tools.Call("Target.attachToTarget", new JsonObject { ["targetId"] = target, ["flatten"] = true })["sessionId"]!.GetValue<string>();
        var page = new ChromiumPage(tools, session);
        tools.Event += page.Hear;
        foreach (var domain in new[] { "Page", "Network", "Runtime", "Log" })
            page.Call(domain + ".enable");
        page.Resize(width, height);
        page.Call("Emulation.setEmulatedMedia", new JsonObject { ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = dark ? "dark" : "light" }) });
        page.Call("Page.navigate", new JsonObject { ["url"] = address });
        if (!page.loaded.Wait(LoadLimit))
            throw new TimeoutException($"{address} was not loaded within {LoadLimit.TotalSeconds} s.");
        return page;
    }

    /// <summary>The value of a JavaScript expression; promises are awaited.</summary>
    /// <param name="expression">The expression; its value must be plain data.</param>
    public JsonNode? Evaluate(string expression)
    {
        var answer = Call("Runtime.evaluate", new JsonObject { ["expression"] = expression, ["returnByValue"] = true, ["awaitPromise"] = true });
        if (answer["exceptionDetails"] is { } thrown)
            throw new InvalidOperationException($"{expression}: {thrown.ToJsonString()}");
        return answer["result"]?["value"]?.DeepClone();
    }

    /// <summary>Waits until an expression is true. Returns false after the limit.</summary>
    /// <param name="expression">JavaScript.</param>
    /// <param name="seconds">The limit.</param>
    public bool WaitUntil(string expression, double seconds = 60)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed.TotalSeconds < seconds; Thread.Sleep(50))
            if (Evaluate($"Boolean({expression})")?.GetValue<bool>() == true)
                return true;
        return false;
    }

    /// <summary>Changes the size of the window.</summary>
    /// <param name="width">CSS pixels.</param>
    /// <param name="height">CSS pixels.</param>
    public void Resize(int width, int height) => Call("Emulation.setDeviceMetricsOverride", new JsonObject { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = width < 600 });

    /// <summary>A picture of the page as PNG.</summary>
    /// <param name="whole">True for its whole length, false for the window.</param>
    public byte[] Screenshot(bool whole = true) =>
        Convert.FromBase64String(Call("Page.captureScreenshot", new JsonObject { ["format"] = "png", ["captureBeyondViewport"] = whole })["data"]!.GetValue<string>());

    /// <summary>Shows the page as a printer would get it, on the screen.</summary>
    public void ShowAsPrinted() => Call("Emulation.setEmulatedMedia", new JsonObject { ["media"] = "print" });

    /// <summary>The page on paper (A4) as PDF.</summary>
    public byte[] Print() =>
        Convert.FromBase64String(Call("Page.printToPDF", new JsonObject { ["printBackground"] = true, ["paperWidth"] = 8.27, ["paperHeight"] = 11.69, ["preferCSSPageSize"] = true })["data"]!.GetValue<string>());

    private JsonObject Call(string method, JsonObject? parameters = null) => tools.Call(method, parameters, session);

    private void Hear(string from, string method, JsonObject data)
    {
        if (from != session)
            return;
        switch (method)
        {
            case "Page.loadEventFired":
                loaded.Set();
                break;
            case "Network.requestWillBeSent":
                var url = Text(data, "request", "url");
                if (!url.StartsWith("data:", StringComparison.Ordinal) && !url.StartsWith("blob:", StringComparison.Ordinal))
                    requests.Enqueue(url);
                break;
            case "Runtime.exceptionThrown":
                errors.Enqueue(Text(data, "exceptionDetails", "exception", "description"));
                break;
            case "Runtime.consoleAPICalled" when Text(data, "type") is "error" or "warning" or "assert":
                errors.Enqueue($"console.{Text(data, "type")}: {data["args"]}");
                break;
            case "Log.entryAdded" when Text(data, "entry", "level") is "error" or "warning":
                errors.Enqueue($"{Text(data, "entry", "source")}: {Text(data, "entry", "text")} {Text(data, "entry", "url")}");
                break;
        }
    }

    private static string Text(JsonNode data, params string[] path)
    {
        JsonNode? node = data;
        foreach (var name in path)
            node = (node as JsonObject)?[name];
        return node?.ToString() ?? "";
    }
}
