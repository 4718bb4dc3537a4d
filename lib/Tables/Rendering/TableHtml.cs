using System.Globalization;
using System.Net;
using System.Text;

namespace Research.Tables;

/// <summary>HTML with the few styles inline that a notebook front end needs; a report styles <c>.research-table</c> further.</summary>
internal static class TableHtml
{
    public static string Render(TableCells table)
    {
        var html = new StringBuilder("<div class=\"research-table\" style=\"overflow-x:auto\"><table>\n");
        if (table.Caption is { } caption) html.Append("<caption>").Append(Escape(caption)).Append("</caption>\n");
        html.Append("<thead><tr>");
        foreach (var column in table.Columns)
            html.Append("<th scope=\"col\"").Append(Attributes(column.RightAligned, best: false)).Append('>').Append(Escape(column.Heading)).Append("</th>");
        html.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in table.Rows)
        {
            html.Append("<tr>");
            for (var c = 0; c < row.Count; c++) Cell(html, row[c], table.Columns[c].RightAligned);
            html.Append("</tr>\n");
        }
        html.Append("</tbody>");
        if (table.HiddenRows > 0)
            html.Append(CultureInfo.InvariantCulture, $"\n<tfoot><tr><td colspan=\"{table.Columns.Count}\" style=\"text-align:left\">… {table.HiddenRows} more rows</td></tr></tfoot>");
        return html.Append("</table></div>").ToString();
    }

    private static void Cell(StringBuilder html, TableCells.Cell cell, bool rightAligned)
    {
        var strong = cell.IsBest || cell.IsStressed;
        html.Append("<td").Append(Attributes(rightAligned, cell.IsBest)).Append('>')
            .Append(strong ? "<strong>" : "").Append(Escape(cell.Text)).Append(strong ? "</strong>" : "").Append("</td>");
    }

    private static string Attributes(bool rightAligned, bool best)
    {
        var classes = (rightAligned, best) switch { (true, true) => " class=\"num best\"", (true, false) => " class=\"num\"", (false, true) => " class=\"best\"", _ => "" };
        // A translucent tint reads on light and on dark pages; the bold face carries the meaning without colour.
        return $"{classes} style=\"text-align:{(rightAligned ? "right;font-variant-numeric:tabular-nums;white-space:nowrap" : "left")}{(best ? ";background:rgba(0,158,115,.16)" : "")}\"";
    }

    private static string Escape(string text) => WebUtility.HtmlEncode(text).Replace("\n", "<br>", StringComparison.Ordinal);
}
