using System.Collections;
using System.Text;

namespace Research.Notebooks;

/// <summary>Rows of values under column heads, as HTML and as aligned text.</summary>
internal sealed class ValueTable
{
    private const int MaximumColumns = 20;
    private const int MaximumText = 200;
    private readonly string[] columns;
    private readonly List<object?[]> rows;
    private readonly string? more;

    private ValueTable(string[] columns, List<object?[]> rows, string? more) => (this.columns, this.rows, this.more) = (columns, rows, more);

    /// <summary>A table of a sequence's elements; null when they are plain scalars, which read better on one line.</summary>
    public static ValueTable? Of(List<object?> items, string? more)
    {
        var first = items.FirstOrDefault(item => item is not null);
        if (first is null || items.All(item => item is null || PlainText.IsScalar(item.GetType())))
            return null;
        var type = first.GetType();
        var members = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>) || !(first is IEnumerable || HasOneForm(type))
            ? ObjectMembers.Of(type).Take(MaximumColumns).ToArray()
            : [];
        if (members.Length == 0 || items.Any(item => item is not null && item.GetType() != type))
            return new ValueTable(["#", "value"], [.. items.Select((item, index) => new[] { index, item })], more);
        return new ValueTable([.. members.Select(member => member.Name)], [.. items.Select(item => Row(members, item))], more);
    }

    /// <summary>A table of one value's members: name and value.</summary>
    public static ValueTable OfMembers(object value, Type type) =>
        new(["", TypeName.IsAnonymous(type) ? "value" : TypeName.Of(type)], [.. ObjectMembers.Of(type).Select(member => new[] { member.Name, member.Read(value) })], null);

    public string ToHtml(FormatterRegistry registry)
    {
        var html = new StringBuilder("<table class=\"dataframe\"><thead><tr>");
        for (var column = 0; column < columns.Length; column++)
            html.Append(IsNumeric(column) ? "<th scope=\"col\" style=\"text-align:right\">" : "<th scope=\"col\" style=\"text-align:left\">").Append(HtmlText.Escape(columns[column])).Append("</th>");
        html.Append("</tr></thead><tbody>");
        foreach (var row in rows)
        {
            html.Append("<tr>");
            for (var column = 0; column < row.Length; column++)
                html.Append(IsNumeric(column) ? "<td style=\"text-align:right\">" : "<td style=\"text-align:left\">").Append(CellHtml(row[column], registry)).Append("</td>");
            html.Append("</tr>");
        }
        if (more is not null)
            html.Append("<tr><td colspan=\"").Append(columns.Length).Append("\">… ").Append(more).Append("</td></tr>");
        return html.Append("</tbody></table>").ToString();
    }

    public string ToText(FormatterRegistry registry)
    {
        var texts = rows.Select(row => row.Select(value => CellText(value, registry)).ToArray()).ToList();
        var widths = columns.Select((name, column) => texts.Select(row => row[column].Length).Append(name.Length).Max()).ToArray();
        var lines = texts.Prepend(columns).Select(row => string.Join("  ", row.Select((text, column) => IsNumeric(column) ? text.PadLeft(widths[column]) : text.PadRight(widths[column]))).TrimEnd());
        return string.Join('\n', more is null ? lines : lines.Append("… " + more));
    }

    /// <summary>A type that has a form of its own (prints itself and is no record) fills one cell.</summary>
    private static bool HasOneForm(Type type) =>
        PlainText.IsScalar(type) || PlainText.PrintsItself(type) && type.GetMethod("<Clone>$") is null && type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) != true;

    private static object?[] Row(ObjectMember[] members, object? item) =>
        [.. members.Select(member => item is null ? null : member.Read(item))];

    private bool IsNumeric(int column) =>
        rows.Any(row => row[column] is not null) && rows.All(row => row[column] is null || PlainText.IsNumber(row[column]!.GetType()));

    private static string CellHtml(object? value, FormatterRegistry registry)
    {
        if (value is null)
            return "<i>null</i>";
        if (!PlainText.IsScalar(value.GetType()) && registry.FormatDeclared(value) is { } bundle)
        {
            if (bundle.Text(MimeBundle.Html) is { } html)
                return html;
            if (bundle.Text(MimeBundle.Png) is { } png)
                return $"<img alt=\"{HtmlText.Escape(bundle.Text(MimeBundle.PlainText) ?? "")}\" src=\"data:image/png;base64,{png}\">";
        }
        return HtmlText.Escape(CellText(value, registry));
    }

    private static string CellText(object? value, FormatterRegistry registry)
    {
        var text = PlainText.TableNumber(value) ?? PlainText.Of(value, registry.ListLimit);
        text = text.ReplaceLineEndings(" ");
        return text.Length <= MaximumText ? text : text[..(MaximumText - 1)] + "…";
    }
}
