namespace Research.Notebooks;

/// <summary>A piece of a cell: code, a magic command, or content in another language.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Code (with empty lines in front so that line numbers hold), the command line, or the content.</param>
/// <param name="Line">Its first line in the cell, from 1.</param>
internal sealed record CellPart(CellPartKind Kind, string Text, int Line);
