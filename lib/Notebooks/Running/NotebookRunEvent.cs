namespace Research.Notebooks;

/// <summary>Something that happened in a running notebook.</summary>
/// <param name="Kind">What.</param>
/// <param name="CellNumber">Number of the code cell, from 1.</param>
/// <param name="CellCount">Number of code cells.</param>
/// <param name="Heading">The Markdown heading that the cell stands under; empty before the first.</param>
/// <param name="Text">Plain text of a shown value; source of a cell that starts; error message of one that failed, or empty.</param>
/// <param name="Elapsed">Time since the cell started.</param>
public sealed record NotebookRunEvent(NotebookRunEventKind Kind, int CellNumber, int CellCount, string Heading, string Text, TimeSpan Elapsed);
