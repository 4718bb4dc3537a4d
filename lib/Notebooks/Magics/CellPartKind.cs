namespace Research.Notebooks;

internal enum CellPartKind
{
    Code,
    Command,
    Markdown,
    Html,
}
