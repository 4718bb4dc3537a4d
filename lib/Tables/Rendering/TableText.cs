using System.Globalization;
using System.Text;

namespace Research.Tables;

/// <summary>Aligned plain text. Best cells carry a star.</summary>
internal static class TableText
{
    public static string Render(TableCells table)
    {
        if (table.Columns.Count == 0) return "(no columns)\n";
        var anyBest = Enumerable.Range(0, table.Columns.Count).Select(c => table.Rows.Any(r => r[c].IsBest)).ToArray();
        var rows = table.Rows.Select(r => r.Select((cell, c) => OneLine(cell.Text) + (cell.IsBest ? "*" : anyBest[c] && table.Columns[c].RightAligned ? " " : "")).ToArray()).ToList();
        var headings = table.Columns.Select((column, c) => OneLine(column.Heading) + (anyBest[c] && column.RightAligned ? " " : "")).ToArray();
        var widths = headings.Select((h, c) => rows.Select(r => Width(r[c])).Append(Width(h)).Max()).ToArray();

        var text = new StringBuilder();
        if (table.Caption is { } caption) text.Append(OneLine(caption)).Append('\n');
        Line(text, headings, widths, table);
        text.Append(string.Join("  ", widths.Select(w => new string('-', w)))).Append('\n');
        foreach (var row in rows) Line(text, row, widths, table);
        if (table.HiddenRows > 0) text.Append(CultureInfo.InvariantCulture, $"... {table.HiddenRows} more rows\n");
        return text.ToString();
    }

    private static void Line(StringBuilder text, string[] cells, int[] widths, TableCells table)
    {
        var line = new StringBuilder();
        for (var c = 0; c < cells.Length; c++)
        {
            var space = new string(' ', widths[c] - Width(cells[c]));
            if (c > 0) line.Append("  ");
            line.Append(table.Columns[c].RightAligned ? space + cells[c] : cells[c] + space);
        }
        text.Append(line.ToString().TrimEnd()).Append('\n');
    }

    private static int Width(string text) => new StringInfo(text).LengthInTextElements;

    // A control character would break the alignment or, from an untrusted file, command the terminal.
    private static string OneLine(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(c => c == '\n' ? "\\n" : c == '\t' ? " " : char.IsControl(c) ? "" : c.ToString())) : text;
}
