namespace Research.Notebooks;

/// <summary>The kinds of output that a code cell may have.</summary>
public enum NotebookOutputKind
{
    /// <summary>Text written to stdout or stderr.</summary>
    Stream,

    /// <summary>A value shown with <c>display</c>.</summary>
    Display,

    /// <summary>The value of the trailing expression.</summary>
    Result,

    /// <summary>An exception or a compiler message.</summary>
    Error,
}
