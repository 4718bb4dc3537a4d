using Research.Notebooks;

namespace Research.Notebooks.Tests;

/// <summary>A session with the outputs of its last cell at hand.</summary>
internal sealed class Lab : IDisposable
{
    private readonly Dictionary<string, NotebookOutput> displayed = [];

    public Lab(string? folder = null, Func<string, string>? input = null, string? packageCache = null, NativeStreams nativeStreams = NativeStreams.None) =>
        Session = new NotebookSession(new NotebookSessionOptions { BaseDirectory = folder ?? AppContext.BaseDirectory, Input = input, PackageCache = packageCache, NativeStreams = nativeStreams });

    public NotebookSession Session { get; }

    public IList<NotebookOutput> Outputs { get; private set; } = [];

    public string StandardOutput => string.Concat(Outputs.Where(output => output.Stream == "stdout").Select(output => output.Text));

    public CellResult Run(string code, double? seconds = 60, CancellationToken cancellation = default)
    {
        var cell = new NotebookCell(NotebookCellKind.Code, code);
        var recorder = new OutputRecorder(cell, displayed);
        var result = Session.Execute(code, recorder, seconds is { } limit ? TimeSpan.FromSeconds(limit) : null, cancellation);
        recorder.Flush();
        Outputs = cell.Outputs;
        return result;
    }

    /// <summary>Text of the cell's value; a failed cell fails the test.</summary>
    public string? Value(string code)
    {
        var result = Run(code);
        Assert.True(result.Error is null, result.Error?.PlainTraceback);
        return result.Value?.Text(MimeBundle.PlainText);
    }

    /// <summary>The error of a cell that must fail.</summary>
    public CellError Error(string code)
    {
        var result = Run(code);
        Assert.NotNull(result.Error);
        return result.Error;
    }

    public void Dispose() => Session.Dispose();
}
