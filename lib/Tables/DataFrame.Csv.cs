using System.Text;

namespace Research.Tables;

public sealed partial class DataFrame
{
    /// <summary>Reads a CSV file (RFC 4180: quoted fields may hold separators, quotes and line breaks).</summary>
    /// <remarks>
    /// Without <paramref name="dataTypes"/> a column is <c>long</c> when every present value is an integer written plainly, else <c>double</c>,
    /// else <c>bool</c>, else text; a number with leading zeros stays text. All rows are looked at, not only the first. An empty field is missing,
    /// a quoted empty field ("") is the empty text. Numbers are read in the invariant culture.
    /// </remarks>
    /// <param name="filename">Path of the file.</param>
    /// <param name="separator">Character between fields.</param>
    /// <param name="header">True when the first line holds the column names.</param>
    /// <param name="columnNames">Names instead of those in the file.</param>
    /// <param name="dataTypes">Column types instead of guessed ones: numbers, bool, DateTime or string.</param>
    /// <param name="encoding">Text encoding; UTF-8 unless a byte-order mark says otherwise.</param>
    /// <exception cref="CsvFormatException">A line has another number of fields, a quote is not closed, or a value does not fit its type.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static DataFrame LoadCsv(string filename, char separator = ',', bool header = true,
        string[]? columnNames = null, Type[]? dataTypes = null, Encoding? encoding = null)
    {
        ArgumentNullException.ThrowIfNull(filename);
        using var reader = new StreamReader(filename, encoding ?? Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return CsvReading.Read(reader, filename, separator, header, columnNames, dataTypes);
    }

    /// <summary>Reads CSV text; see <see cref="LoadCsv"/>.</summary>
    /// <param name="csvString">The text.</param>
    /// <param name="separator">Character between fields.</param>
    /// <param name="header">True when the first line holds the column names.</param>
    /// <param name="columnNames">Names instead of those in the text.</param>
    /// <param name="dataTypes">Column types instead of guessed ones.</param>
    /// <exception cref="CsvFormatException">A line has another number of fields, a quote is not closed, or a value does not fit its type.</exception>
    public static DataFrame LoadCsvFromString(string csvString, char separator = ',', bool header = true,
        string[]? columnNames = null, Type[]? dataTypes = null)
    {
        ArgumentNullException.ThrowIfNull(csvString);
        using var reader = new StringReader(csvString);
        return CsvReading.Read(reader, "CSV text", separator, header, columnNames, dataTypes);
    }

    /// <summary>Writes a frame as CSV (UTF-8, line feed). The file appears whole or not at all.</summary>
    /// <remarks>Numbers are written so that reading gives the same value to the bit. See <see cref="LoadCsv"/> for missing and empty texts.</remarks>
    /// <param name="dataFrame">The frame.</param>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="separator">Character between fields.</param>
    /// <param name="header">True to write the column names first.</param>
    public static void SaveCsv(DataFrame dataFrame, string path, char separator = ',', bool header = true)
    {
        ArgumentNullException.ThrowIfNull(dataFrame);
        ArgumentNullException.ThrowIfNull(path);
        CsvWriting.WriteFile(dataFrame, path, separator, header);
    }

    /// <summary>Writes this frame as CSV; see <see cref="SaveCsv(DataFrame, string, char, bool)"/>.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    public void SaveCsv(string path) => SaveCsv(this, path);

    /// <summary>The frame as CSV text; see <see cref="SaveCsv(DataFrame, string, char, bool)"/>.</summary>
    public string ToCsv()
    {
        using var writer = new StringWriter();
        CsvWriting.Write(this, writer, ',', header: true);
        return writer.ToString();
    }
}
