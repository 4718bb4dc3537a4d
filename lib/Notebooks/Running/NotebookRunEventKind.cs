namespace Research.Notebooks;

/// <summary>What a running notebook tells.</summary>
public enum NotebookRunEventKind
{
    /// <summary>A code cell begins.</summary>
    CellStarted,

    /// <summary>A value was shown or updated; a progress line, often.</summary>
    Shown,

    /// <summary>A code cell has ended.</summary>
    CellFinished,
}
