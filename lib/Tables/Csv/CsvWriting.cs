using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Research.Tables;

/// <summary>Frames to CSV.</summary>
internal static class CsvWriting
{
    public static void WriteFile(DataFrame frame, string path, char separator, bool header)
    {
        var temporary = $"{path}.{Environment.ProcessId}.{Environment.CurrentManagedThreadId}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write))
            {
                using (var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true))
                    Write(frame, writer, separator, header);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    public static void Write(DataFrame frame, TextWriter writer, char separator, bool header)
    {
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = separator.ToString(), NewLine = "\n" };
        using var csv = new CsvWriter(writer, configuration, leaveOpen: true);
        if (header && frame.Columns.Count > 0)
        {
            foreach (var column in frame.Columns) csv.WriteField(column.Name, NeedsQuotes(column.Name, separator));
            csv.NextRecord();
        }
        foreach (var row in frame.Rows)
        {
            foreach (var value in row)
                if (value is null) csv.WriteField("", false);
                else csv.WriteField(CellText.Exact(value), NeedsQuotes(CellText.Exact(value), separator));
            csv.NextRecord();
        }
    }

    // The empty text gets quotes because an empty field without them is a missing value.
    private static bool NeedsQuotes(string text, char separator) =>
        text.Length == 0 || text.AsSpan().IndexOfAny(['"', '\n', '\r', separator]) >= 0 || text[0] is ' ' or '\t' or '#' || text[^1] is ' ' or '\t';
}
