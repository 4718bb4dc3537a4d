namespace Research.Notebooks;

/// <summary>Why a cell failed.</summary>
/// <param name="Name">Exception type without namespace, <c>CompilationError</c>, <c>Interrupted</c> or <c>Timeout</c>.</param>
/// <param name="Message">One message.</param>
/// <param name="Traceback">Lines for the reader, coloured with ANSI sequences, without machine paths.</param>
public sealed record CellError(string Name, string Message, IReadOnlyList<string> Traceback)
{
    /// <summary>The traceback without colours.</summary>
    public string PlainTraceback => AnsiText.Strip(string.Join('\n', Traceback));
}
