namespace Research.Notebooks;

/// <summary>A cell that failed in a run.</summary>
/// <param name="CellNumber">Number of the code cell, from 1; also the n of <c>cell[n]</c> in its traceback.</param>
/// <param name="CellId">Identity of the cell.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="Expected">True when the cell carries the tag <c>raises-exception</c>: shown, but no failure of the run.</param>
public sealed record NotebookRunError(int CellNumber, string CellId, CellError Error, bool Expected);
