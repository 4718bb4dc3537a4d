namespace Research.Tables;

/// <summary>A table ready to be drawn: every cell as text with its marks.</summary>
internal sealed record TableCells(
    string? Caption, IReadOnlyList<TableCells.Column> Columns, IReadOnlyList<IReadOnlyList<TableCells.Cell>> Rows, long HiddenRows)
{
    public sealed record Column(string Heading, bool RightAligned);

    public sealed record Cell(string Text, bool IsBest, bool IsStressed);

    public static TableCells Of(TableView view)
    {
        var columns = view.VisibleColumns.ToArray();
        var shown = (int)Math.Min(view.RowLimit, view.Frame.Rows.Count);
        var texts = columns.Select(c => Texts(view, c, shown)).ToArray();
        var best = columns.Select(view.BestOf).ToArray();
        var rows = new List<IReadOnlyList<Cell>>();
        for (var row = 0; row < shown; row++)
        {
            var stressed = view.IsEmphasised(row);
            rows.Add([.. columns.Select((c, i) => new Cell(texts[i][row], best[i] is { } b && c.GetNumber(row) == b, stressed))]);
        }
        return new TableCells(view.CaptionText, [.. columns.Select(c => new Column(view.HeadingOf(c.Name), view.IsRightAligned(c)))],
            rows, view.Frame.Rows.Count - shown);
    }

    private static string[] Texts(TableView view, DataFrameColumn column, int count)
    {
        if (!column.IsNumericColumn())
            return [.. Enumerable.Range(0, count).Select(i => column[i] is { } value ? CellText.Plain(value) : CellText.Missing)];

        var spread = view.SpreadOf(column.Name);
        var numbers = Enumerable.Range(0, count).Select(i => column.GetNumber(i)).ToArray();
        var format = view.FormatOf(column.Name) ?? CellText.DefaultFormat(numbers.Where(n => n is not null).Select(n => n!.Value));
        var texts = numbers.Select(n => n is { } number ? CellText.Number(number, format) : CellText.Missing).ToArray();
        if (spread is not null)
            for (var i = 0; i < count; i++)
                if (spread.GetNumber(i) is { } s && !double.IsNaN(s) && texts[i] != CellText.Missing)
                    texts[i] += " ± " + CellText.Number(s, view.FormatOf(spread.Name) ?? format);
        return texts;
    }
}
