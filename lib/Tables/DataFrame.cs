namespace Research.Tables;

/// <summary>A table in memory: named columns of equal length, each of one type, values may be missing.</summary>
/// <remarks>
/// Members are named as in Microsoft.Data.Analysis. Operations return new frames and leave this one as it is; only
/// <see cref="Columns"/>, the indexers and <c>Append(inPlace: true)</c> change it. Sorting and grouping are stable. Not thread-safe.
/// </remarks>
[TypeFormatterSource(typeof(TableFormatterSource))]
public sealed partial class DataFrame
{
    /// <summary>Frame of the given columns.</summary>
    /// <param name="columns">Columns with different names and equal lengths.</param>
    /// <exception cref="ArgumentException">Two columns have one name, lengths differ, or a column is part of another frame.</exception>
    public DataFrame(params DataFrameColumn[] columns) : this((IEnumerable<DataFrameColumn>)columns)
    {
    }

    /// <summary>Frame of the given columns.</summary>
    /// <param name="columns">Columns with different names and equal lengths.</param>
    /// <exception cref="ArgumentException">Two columns have one name, lengths differ, or a column is part of another frame.</exception>
    public DataFrame(IEnumerable<DataFrameColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        Columns = new DataFrameColumnCollection(columns);
        Rows = new DataFrameRowCollection(this);
    }

    /// <summary>The columns, by position or by name.</summary>
    public DataFrameColumnCollection Columns { get; }

    /// <summary>The rows, as views.</summary>
    public DataFrameRowCollection Rows { get; }

    /// <summary>Column by name; setting one adds or replaces it under that name.</summary>
    /// <param name="columnName">Exact name.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public DataFrameColumn this[string columnName]
    {
        get => Columns[columnName];
        set => Columns[columnName] = value;
    }

    /// <summary>One value; null where it is missing.</summary>
    /// <param name="rowIndex">Row from 0.</param>
    /// <param name="columnIndex">Column from 0.</param>
    public object? this[long rowIndex, int columnIndex]
    {
        get => Columns[columnIndex][rowIndex];
        set => Columns[columnIndex][rowIndex] = value;
    }

    /// <summary>A frame with one row per record and one column per public property of a supported type.</summary>
    /// <typeparam name="T">Record type; properties that are no number, bool, date, text or enum are left out.</typeparam>
    /// <param name="records">The records.</param>
    /// <exception cref="ArgumentException">The type has no such property.</exception>
    public static DataFrame FromRecords<T>(IEnumerable<T> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        return RecordFrame.Create(records);
    }

    /// <summary>Independent copy.</summary>
    public DataFrame Clone() => new(Columns.Select(c => c.Clone()));

    /// <summary>The first rows.</summary>
    /// <param name="numberOfRows">At most so many.</param>
    public DataFrame Head(int numberOfRows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(numberOfRows);
        return Gather([.. Enumerable.Range(0, (int)Math.Min(numberOfRows, Rows.Count))]);
    }

    /// <summary>The last rows.</summary>
    /// <param name="numberOfRows">At most so many.</param>
    public DataFrame Tail(int numberOfRows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(numberOfRows);
        var count = (int)Math.Min(numberOfRows, Rows.Count);
        return Gather([.. Enumerable.Range((int)Rows.Count - count, count)]);
    }

    /// <summary>Only the named columns, in the order given.</summary>
    /// <param name="columnNames">Exact names.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public DataFrame Select(params string[] columnNames)
    {
        ArgumentNullException.ThrowIfNull(columnNames);
        return new DataFrame(columnNames.Select(name => Columns[name].Clone()));
    }

    /// <summary>Statistics of the numeric columns: length without missing values, max, min, mean, median, standard deviation.</summary>
    public DataFrame Description()
    {
        string[] names = ["Length (excluding null values)", "Max", "Min", "Mean", "Median", "Standard deviation"];
        var result = new DataFrame(new StringDataFrameColumn("Description", names));
        foreach (var column in Columns.Where(c => c.IsNumericColumn()))
        {
            double?[] values =
            [
                column.Length - column.NullCount,
                Number(column.Max()), Number(column.Min()), column.Mean(), column.Median(), column.StandardDeviation(),
            ];
            result.Columns.Add(new DoubleDataFrameColumn(column.Name, values));
        }
        return result;
    }

    /// <summary>Name, type, row count and missing values of each column.</summary>
    public DataFrame Info() => new(
        new StringDataFrameColumn("Column", Columns.Select(c => c.Name)),
        new StringDataFrameColumn("DataType", Columns.Select(c => c.DataType.Name)),
        new Int64DataFrameColumn("Length", Columns.Select(c => c.Length)),
        new Int64DataFrameColumn("Missing", Columns.Select(c => c.NullCount)));

    /// <summary>A view for display: number formats, headings, best cells, caption. See <see cref="TableView"/>.</summary>
    /// <param name="caption">Text above the table.</param>
    public TableView View(string? caption = null) => new(this, caption);

    /// <summary>The table as aligned plain text.</summary>
    public string ToText() => View().ToText();

    /// <summary>The table as an HTML element; all text is escaped.</summary>
    public string ToHtml() => View().ToHtml();

    /// <summary>The table as a Markdown (GitHub) table.</summary>
    public string ToMarkdown() => View().ToMarkdown();

    /// <summary>The table as aligned plain text.</summary>
    public override string ToString() => ToText();

    internal DataFrame Gather(IReadOnlyList<int> rows) => new(Columns.Select(c => c.Gather(rows)));

    private static double? Number(object? value) =>
        value is null ? null : Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture);
}
