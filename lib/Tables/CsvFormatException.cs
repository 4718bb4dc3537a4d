namespace Research.Tables;

/// <summary>A CSV text that cannot be read; the message names file, line and column.</summary>
public sealed class CsvFormatException : IOException
{
    internal CsvFormatException(string fileName, long line, string? column, string problem)
        : base($"{fileName}, line {line}{(column is null ? "" : $", column \"{column}\"")}: {problem}")
    {
        FileName = fileName;
        Line = line;
        Column = column;
    }

    /// <summary>The file, or "CSV text" when it came from a string.</summary>
    public string FileName { get; }

    /// <summary>Line on which the record starts, from 1.</summary>
    public long Line { get; }

    /// <summary>Name of the column, or null when the problem concerns the whole line.</summary>
    public string? Column { get; }
}
