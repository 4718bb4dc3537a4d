namespace Research.Notebooks;

/// <summary>What a run of a notebook came to.</summary>
/// <param name="Document">The executed notebook, with the outputs of all cells that ran.</param>
/// <param name="Errors">The cells that failed, in order.</param>
/// <param name="Duration">Time of the whole run.</param>
/// <param name="CellDurations">Time of each code cell that ran, in order.</param>
public sealed record NotebookRunResult(NotebookDocument Document, IReadOnlyList<NotebookRunError> Errors, TimeSpan Duration, IReadOnlyList<TimeSpan> CellDurations)
{
    /// <summary>True when no cell failed, apart from those that are meant to.</summary>
    public bool Succeeded => Errors.All(error => error.Expected);
}
