using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Research.Tables;

/// <summary>CSV to frames.</summary>
internal static class CsvReading
{
    private sealed record Line(long Number, string?[] Fields);

    public static DataFrame Read(TextReader reader, string fileName, char separator, bool header, string[]? columnNames, Type[]? dataTypes)
    {
        var lines = Lines(reader, fileName, separator).ToList();
        string[]? names = null;
        if (header && lines.Count > 0)
        {
            names = [.. lines[0].Fields.Select(f => f ?? "")];
            lines.RemoveAt(0);
        }
        names = columnNames ?? names ?? [.. Enumerable.Range(0, lines.Count == 0 ? 0 : lines[0].Fields.Length).Select(i => $"Column{i}")];
        Check(lines, names, fileName, dataTypes);

        var frame = new DataFrame();
        for (var i = 0; i < names.Length; i++)
        {
            var type = dataTypes?[i] ?? CsvTypes.Guess(lines.Select(l => l.Fields[i]));
            var column = ColumnFactory.Create(names[i], type);
            foreach (var line in lines)
                column.AppendValue(CsvTypes.Parse(line.Fields[i], column.DataType,
                    problem => new CsvFormatException(fileName, line.Number, names[i], problem)));
            frame.Columns.Add(column);
        }
        return frame;
    }

    private static IEnumerable<Line> Lines(TextReader reader, string fileName, char separator)
    {
        string? bad = null;
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = separator.ToString(),
            // A blank line is a missing value in a frame of one column: only the caller can tell.
            IgnoreBlankLines = false,
            BadDataFound = e => bad ??= e.Field,
        };
        using var parser = new CsvParser(reader, configuration);
        long next = 1;
        while (parser.Read())
        {
            var number = next;
            next = parser.RawRow + 1L;
            var raw = parser.RawRecord;
            var fields = (string?[])parser.Record!;
            if (bad is not null || CsvQuotes.IsOpen(raw, separator))
                throw new CsvFormatException(fileName, number, null, "expected every quoted field to end with a quote before the next separator; got "
                    + (bad is null ? "the end of the file inside quotes." : $"\"{Shorten(bad)}\"."));
            if (fields.Contains(""))
                CsvQuotes.MarkMissing(raw, separator, fields);
            yield return new Line(number, fields);
        }
    }

    private static void Check(List<Line> lines, string[] names, string fileName, Type[]? dataTypes)
    {
        if (dataTypes is not null && dataTypes.Length != names.Length)
            throw new ArgumentException($"{fileName}: {dataTypes.Length} data types given for {names.Length} columns.", nameof(dataTypes));
        if (names.GroupBy(n => n).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new CsvFormatException(fileName, 1, twice.Key, "expected every column name once; it occurs more than once.");
        if (names.Length > 1)
            lines.RemoveAll(l => l.Fields is [null]);
        if (lines.FirstOrDefault(l => l.Fields.Length != names.Length) is { } odd)
            throw new CsvFormatException(fileName, odd.Number, null,
                $"expected {names.Length} fields ({Shorten(string.Join(", ", names))}), got {odd.Fields.Length}.");
    }

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..57] + "...";
}
