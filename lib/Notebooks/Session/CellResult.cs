namespace Research.Notebooks;

/// <summary>What a cell came to.</summary>
/// <param name="Number">Execution number: 1 for the first cell of the session.</param>
/// <param name="Value">Value of the trailing expression, ready to show; null where the cell has none.</param>
/// <param name="Error">Why it failed; null where it did not.</param>
/// <param name="Duration">Time from call to return, compilation included.</param>
public sealed record CellResult(int Number, MimeBundle? Value, CellError? Error, TimeSpan Duration)
{
    /// <summary>True when the cell ran to its end.</summary>
    public bool Succeeded => Error is null;

    /// <summary>Help that the cell asked for; a front end shows it beside the notebook, and it is no output of the cell.</summary>
    public MimeBundle? Page { get; init; }
}
