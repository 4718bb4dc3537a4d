using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Research.Notebooks.Kernel;

/// <summary>Runs the cells that clients send, in order.</summary>
internal sealed class CellWorker(NotebookSession session, JupyterKernel kernel)
{
    private readonly RequestQueue waiting = new();
    private readonly BlockingCollection<string> answers = [];
    private readonly Lock gate = new();
    private Execution? current;
    private bool isClosed;

    public ExecutionHistory History { get; } = new();

    public void Add(KernelRequest request) => waiting.Add(request);

    public void Serve()
    {
        while (waiting.Take() is { } request)
            Execute(request);
    }

    /// <summary>
    /// Stops the running cell. Cancelling may run the cell's own callbacks, so it happens on another thread; one of its own, since a cell with a
    /// parallel loop has all threads of the pool.
    /// </summary>
    public void Interrupt()
    {
        lock (gate)
            if (current is { } running)
                new Thread(running.Cancel) { IsBackground = true, Name = "kernel interrupt" }.Start();
    }

    public void Close()
    {
        waiting.Close();
        lock (gate)
            isClosed = true;
        Interrupt();
    }

    /// <summary>Asks the client for a line, and waits for it or for an interrupt.</summary>
    public string ReadInput(string prompt, bool hidden)
    {
        if (current is not { } running)
            throw new InvalidOperationException("Code that outlives its cell asks for input, and nobody looks at that cell any more.");
        if (!running.Request.Message.Flag("allow_stdin", true))
            throw new InvalidOperationException("The cell asks for input, and this front end gives none (allow_stdin is false).");
        running.Output.Flush();
        while (answers.TryTake(out _))
        {
        }
        kernel.AskForInput(running.Request, new JsonObject { ["prompt"] = prompt, ["password"] = hidden });
        return answers.Take(running.Token);
    }

    public void AnswerInput(string value) => answers.Add(value);

    public static JsonObject ErrorContent(CellError error) => new()
    {
        ["status"] = "error",
        ["ename"] = error.Name,
        ["evalue"] = error.Message,
        ["traceback"] = new JsonArray([.. error.Traceback.Select(line => (JsonNode)line)]),
    };

    private void Execute(KernelRequest request)
    {
        kernel.Status(request, "busy");
        JsonObject reply;
        try
        {
            reply = Run(request);
        }
        catch (Exception error)
        {
            // A fault of the engine, not of the cell: the front end shows it, and the kernel goes on.
            reply = ErrorContent(new CellError("KernelError", error.Message, [$"KernelError: {error}"]));
            reply["execution_count"] = session.CellCount;
            kernel.Publish("error", ErrorContent(new CellError("KernelError", error.Message, [$"KernelError: {error}"])), request.Message);
        }
        // Taken out before the client hears of the error: what it sends in answer is a new wish, not one of those queued behind the failed cell.
        var aborted = KernelMessage.Text(reply, "status") == "error" && request.Message.Flag("stop_on_error", true) ? waiting.Clear() : [];
        kernel.Reply(request, "execute_reply", reply);
        kernel.Status(request, "idle");
        Abort(aborted);
    }

    private JsonObject Run(KernelRequest request)
    {
        var code = request.Message.Text("code") ?? "";
        var isSilent = request.Message.Flag("silent", false);
        var isStored = !isSilent && request.Message.Flag("store_history", true);
        var output = new KernelOutput((type, content) => kernel.Publish(type, content, request.Message), isSilent);
        var number = session.CellCount + 1;
        output.Send("execute_input", new JsonObject { ["code"] = code, ["execution_count"] = number });
        if (string.IsNullOrWhiteSpace(code))
            return Succeeded(session.CellCount);
        using var execution = new Execution(request, output);
        CellResult result;
        Begin(execution);
        try
        {
            result = session.Execute(code, output, null, execution.Token);
        }
        finally
        {
            lock (gate)
                current = null;
            output.Flush();
        }
        if (isStored)
            History.Add(result.Number, code, result.Value?.Text(MimeBundle.PlainText));
        else
            session.ForgetNumber();
        if (result.Error is { } error)
        {
            var content = ErrorContent(error);
            content.Remove("status");
            output.Send("error", content);
            var failed = ErrorContent(error);
            failed["execution_count"] = result.Number;
            return failed;
        }
        if (result.Value is { } value)
            output.Send("execute_result", new JsonObject { ["execution_count"] = result.Number, ["data"] = value.ToJson(), ["metadata"] = new JsonObject() });
        var reply = Succeeded(result.Number);
        if (result.Page is { } page)
            reply["payload"]!.AsArray().Add(new JsonObject { ["source"] = "page", ["data"] = page.ToJson(), ["start"] = 0 });
        return reply;
    }

    private void Begin(Execution execution)
    {
        lock (gate)
        {
            current = execution;
            if (isClosed)
                execution.Cancel();
        }
    }

    private static JsonObject Succeeded(int number) => new()
    {
        ["status"] = "ok", ["execution_count"] = number, ["user_expressions"] = new JsonObject(), ["payload"] = new JsonArray(),
    };

    private void Abort(IReadOnlyList<KernelRequest> requests)
    {
        foreach (var request in requests)
        {
            kernel.Status(request, "busy");
            kernel.Reply(request, "execute_reply", new JsonObject { ["status"] = "aborted", ["execution_count"] = session.CellCount });
            kernel.Status(request, "idle");
        }
    }

    private sealed class Execution(KernelRequest request, KernelOutput output) : IDisposable
    {
        private readonly CancellationTokenSource stop = new();

        public KernelRequest Request { get; } = request;

        public KernelOutput Output { get; } = output;

        public CancellationToken Token => stop.Token;

        public void Cancel()
        {
            try
            {
                stop.Cancel();
            }
            catch (Exception error) when (error is ObjectDisposedException or AggregateException)
            {
                // The cell has just ended, or one of its own callbacks threw; it is stopped either way.
            }
        }

        public void Dispose() => stop.Dispose();
    }
}
