using System.Globalization;
using System.Text;

namespace Research.Tables;

/// <summary>GitHub's Markdown tables.</summary>
internal static class TableMarkdown
{
    public static string Render(TableCells table)
    {
        var text = new StringBuilder();
        if (table.Caption is { } caption) text.Append("**").Append(Escape(caption)).Append("**\n\n");
        if (table.Columns.Count == 0) return text.ToString();
        Line(text, table.Columns.Select(c => Escape(c.Heading)));
        Line(text, table.Columns.Select(c => c.RightAligned ? "---:" : ":---"));
        foreach (var row in table.Rows)
            Line(text, row.Select(c => c.IsBest || c.IsStressed ? $"**{Escape(c.Text)}**" : Escape(c.Text)));
        if (table.HiddenRows > 0) text.Append(CultureInfo.InvariantCulture, $"\n… {table.HiddenRows} more rows\n");
        return text.ToString();
    }

    private static void Line(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text.ReplaceLineEndings("\n"))
            escaped.Append(c switch
            {
                '\n' => "<br>",
                '<' => "&lt;",
                '>' => "&gt;",
                '&' => "&amp;",
                '|' or '*' or '_' or '`' or '[' or ']' or '\\' or '~' or '$' => "\\" + c,
                _ => c.ToString(),
            });
        return escaped.ToString();
    }
}
