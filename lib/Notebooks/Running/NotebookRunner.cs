using System.Globalization;
using System.Text.Json.Nodes;

namespace Research.Notebooks;

/// <summary>Runs notebooks in this process: no Jupyter, no Python, no sockets.</summary>
public sealed class NotebookRunner
{
    private const string RaisesException = "raises-exception";
    private static readonly TimeSpan Stragglers = TimeSpan.FromMilliseconds(100);
    private readonly NotebookRunOptions options;

    /// <summary>Makes a runner.</summary>
    /// <param name="options">How it runs; null takes the defaults.</param>
    public NotebookRunner(NotebookRunOptions? options = null) => this.options = options ?? new NotebookRunOptions();

    /// <summary>Runs a notebook file.</summary>
    /// <param name="path">The file; it is not changed.</param>
    /// <param name="cancellation">Stops the run, running code included.</param>
    /// <exception cref="NotebookFormatException">It is not a notebook.</exception>
    /// <exception cref="NotebookParameterException">A parameter does not exist or does not fit.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public NotebookRunResult Run(string path, CancellationToken cancellation = default) =>
        Run(NotebookDocument.Load(path), Path.GetDirectoryName(Path.GetFullPath(path))!, cancellation);

    /// <summary>Runs a notebook.</summary>
    /// <param name="document">The notebook; it is not changed.</param>
    /// <param name="folder">Folder that relative paths in it start from.</param>
    /// <param name="cancellation">Stops the run, running code included.</param>
    /// <exception cref="NotebookParameterException">A parameter does not exist or does not fit.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public NotebookRunResult Run(NotebookDocument document, string folder, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(document);
        var executed = document.Copy();
        executed.ClearOutputs();
        NotebookParameters.Inject(executed, options.Parameters);
        var previous = Environment.CurrentDirectory;
        if (options.ChangeDirectory)
            Environment.CurrentDirectory = folder;
        try
        {
            using var session = new NotebookSession(new NotebookSessionOptions { BaseDirectory = Path.GetFullPath(folder), Clock = options.Clock, NativeStreams = options.NativeStreams });
            return Run(executed, session, cancellation);
        }
        finally
        {
            if (options.ChangeDirectory)
                Environment.CurrentDirectory = previous;
        }
    }

    private NotebookRunResult Run(NotebookDocument document, NotebookSession session, CancellationToken cancellation)
    {
        var started = options.Clock.GetTimestamp();
        var cells = document.Cells.Where(cell => cell.Kind == NotebookCellKind.Code).ToList();
        var headings = Headings(document);
        var displayed = new Dictionary<string, NotebookOutput>(StringComparer.Ordinal);
        var errors = new List<NotebookRunError>();
        var durations = new List<TimeSpan>();
        var recorders = new List<OutputRecorder>();
        for (var index = 0; index < cells.Count; index++)
        {
            var cell = cells[index];
            if (string.IsNullOrWhiteSpace(cell.Source))
                continue;
            var teller = new Teller(options, index + 1, cells.Count, headings[cell]);
            teller.Tell(NotebookRunEventKind.CellStarted, cell.Source);
            var recorder = new OutputRecorder(cell, displayed, (output, _) => teller.Tell(NotebookRunEventKind.Shown, output.Data.Text(MimeBundle.PlainText) ?? ""));
            recorders.Add(recorder);
            var result = RunCell(session, cell, recorder, cancellation);
            durations.Add(result.Duration);
            teller.Tell(NotebookRunEventKind.CellFinished, result.Error?.Message ?? "");
            cancellation.ThrowIfCancellationRequested();
            if (result.Error is null)
                continue;
            var expected = cell.HasTag(RaisesException);
            errors.Add(new NotebookRunError(result.Number, cell.Id, result.Error, expected));
            if (!expected && options.OnError == OnCellError.Stop)
                break;
        }
        // Threads that cells have started may still write; what comes now belongs to their cells.
        if (recorders.Count > 0)
            Thread.Sleep(Stragglers);
        recorders.ForEach(recorder => recorder.Flush());
        return new NotebookRunResult(document, errors, options.Clock.GetElapsedTime(started), durations);
    }

    private CellResult RunCell(NotebookSession session, NotebookCell cell, OutputRecorder recorder, CancellationToken cancellation)
    {
        var begun = Now();
        var result = session.Execute(cell.Source, recorder, options.CellTimeout, cancellation);
        recorder.Flush();
        cell.ExecutionCount = result.Number;
        if (result.Value is not null)
            recorder.Add(NotebookOutput.OfResult(result.Value, result.Number));
        if (result.Error is not null)
            recorder.Add(NotebookOutput.OfError(result.Error));
        var ended = Now();
        cell.Metadata["execution"] = new JsonObject
        {
            ["iopub.execute_input"] = begun, ["iopub.status.busy"] = begun, ["iopub.status.idle"] = ended, ["shell.execute_reply"] = ended,
        };
        return result;
    }

    private string Now() => options.Clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static Dictionary<NotebookCell, string> Headings(NotebookDocument document)
    {
        var headings = new Dictionary<NotebookCell, string>();
        var heading = "";
        foreach (var cell in document.Cells)
        {
            if (cell.Kind == NotebookCellKind.Markdown)
                heading = cell.Source.Split('\n').LastOrDefault(line => line.StartsWith('#'))?.TrimStart('#').Trim() ?? heading;
            headings[cell] = heading;
        }
        return headings;
    }

    private sealed class Teller(NotebookRunOptions options, int number, int count, string heading)
    {
        private readonly long started = options.Clock.GetTimestamp();

        /// <summary>Tells the caller, outside of the cell: what the handler writes to the console is no output of the notebook.</summary>
        public void Tell(NotebookRunEventKind kind, string text)
        {
            if (options.Progress is not { } progress)
                return;
            var told = new NotebookRunEvent(kind, number, count, heading, text, options.Clock.GetElapsedTime(started));
            var inside = CellContext.Owning;
            CellContext.Enter(null);
            try
            {
                progress(told);
            }
            finally
            {
                CellContext.Enter(inside);
            }
        }
    }
}
