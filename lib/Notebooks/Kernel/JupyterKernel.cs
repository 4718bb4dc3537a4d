using System.Text.Json.Nodes;

namespace Research.Notebooks.Kernel;

/// <summary>A notebook session that speaks Jupyter's protocol 5.3.</summary>
/// <remarks>
/// Threads: the sockets' thread reads, checks signatures and sends; one worker runs cells in order; another answers questions about code, so
/// that completion works while a cell runs; interrupt and shutdown are handled as they arrive. Messages that are malformed or
/// not signed with the key are dropped without an answer.
/// </remarks>
internal sealed class JupyterKernel : IDisposable
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);
    private readonly KernelChannels channels;
    private readonly MessageFactory messages;
    private readonly RequestQueue questions = new();
    private readonly NotebookSession session;
    private readonly CellWorker cells;
    private readonly KernelAnswers answers;
    private readonly ManualResetEventSlim stopped = new();
    private readonly ManualResetEventSlim quiet = new();
    private bool disposed;

    /// <exception cref="KernelException">libzmq is absent, or a socket cannot listen.</exception>
    public JupyterKernel(ConnectionFile connection, JupyterKernelOptions options)
    {
        messages = new MessageFactory(options.Clock, Environment.UserName);
        channels = new KernelChannels(connection);
        session = new NotebookSession(new NotebookSessionOptions
        {
            BaseDirectory = options.BaseDirectory,
            Clock = options.Clock,
            Input = prompt => cells!.ReadInput(prompt, hidden: false),
            Password = prompt => cells!.ReadInput(prompt, hidden: true),
            NativeStreams = options.NativeStreams,
        });
        cells = new CellWorker(session, this);
        answers = new KernelAnswers(session, cells.History, options.Version);
    }

    public void Start()
    {
        channels.Received = Receive;
        channels.Start();
        Publish("status", new JsonObject { ["execution_state"] = "starting" }, null);
        new Thread(() => { cells.Serve(); quiet.Set(); }) { IsBackground = true, Name = "kernel cells" }.Start();
        new Thread(AnswerQuestions) { IsBackground = true, Name = "kernel questions" }.Start();
        new Thread(answers.WarmUp) { IsBackground = true, Name = "kernel warm-up", Priority = ThreadPriority.BelowNormal }.Start();
    }

    /// <summary>Waits until a client asks for the end, or <see cref="Stop"/> is called.</summary>
    public void Wait() => stopped.Wait();

    public bool Wait(TimeSpan limit) => stopped.Wait(limit);

    public void Stop() => stopped.Set();

    /// <summary>Stops the running cell, if there is one. Returns at once.</summary>
    public void Interrupt() => cells.Interrupt();

    public void Dispose()
    {
        if (disposed)
            return;
        disposed = true;
        stopped.Set();
        questions.Close();
        cells.Close();
        // A cell that does not stop in time, say in native code, ends with the process.
        if (quiet.Wait(Farewell))
            session.Dispose();
        channels.Dispose();
    }

    /// <summary>Publishes an output or a status; content that cannot be written as JSON becomes a note on stderr.</summary>
    public void Publish(string type, JsonObject content, KernelMessage? parent)
    {
        try
        {
            channels.Publish(messages.Create(type, content, parent));
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or NotSupportedException)
        {
            var note = new JsonObject { ["name"] = "stderr", ["text"] = $"An output ({type}) could not be sent: {error.Message}\n" };
            channels.Publish(messages.Create("stream", note, parent));
        }
    }

    public void Reply(KernelRequest request, string type, JsonObject content) =>
        channels.Send(request.Channel, messages.Create(type, content, request.Message, request.Message.Identities));

    public void AskForInput(KernelRequest request, JsonObject content) =>
        channels.Send(KernelChannel.Input, messages.Create("input_request", content, request.Message, request.Message.Identities));

    public void Status(KernelRequest request, string state) =>
        Publish("status", new JsonObject { ["execution_state"] = state }, request.Message);

    private void Receive(KernelRequest request)
    {
        switch (request.Message.Type, request.Channel)
        {
            case ("input_reply", KernelChannel.Input):
                cells.AnswerInput(request.Message.Text("value") ?? "");
                break;
            case (_, KernelChannel.Input):
                break;
            case ("execute_request", KernelChannel.Shell):
                cells.Add(request);
                break;
            case ("interrupt_request", _):
                Answer(request, "interrupt_reply", () => []);
                cells.Interrupt();
                break;
            case ("shutdown_request", _):
                Answer(request, "shutdown_reply", () => new JsonObject { ["restart"] = request.Message.Flag("restart", false) });
                stopped.Set();
                break;
            default:
                questions.Add(request);
                break;
        }
    }

    private void AnswerQuestions()
    {
        while (questions.Take() is { } request)
        {
            if (request.Message.Type == "comm_open")
                Publish("comm_close", new JsonObject { ["comm_id"] = request.Message.Text("comm_id") ?? "", ["data"] = new JsonObject() }, request.Message);
            else if (answers.Find(request.Message.Type) is { } answer)
                Answer(request, request.Message.Type[..^"request".Length] + "reply", () => answer(request.Message));
        }
    }

    /// <summary>Answers between the states busy and idle; an exception becomes an answer with status error.</summary>
    private void Answer(KernelRequest request, string type, Func<JsonObject> content)
    {
        Status(request, "busy");
        try
        {
            var reply = content();
            reply.TryAdd("status", "ok");
            Reply(request, type, reply);
        }
        catch (Exception error)
        {
            Reply(request, type, CellWorker.ErrorContent(new CellError(error.GetType().Name, error.Message, [error.Message])));
        }
        Status(request, "idle");
    }
}
