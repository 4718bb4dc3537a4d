namespace Research.Tables;

public sealed partial class DataFrame
{
    /// <summary>The rows where a boolean column is true (missing counts as false).</summary>
    /// <param name="filter">One value per row, for example <c>frame["seed"].ElementwiseEquals(1)</c>.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public DataFrame Filter(PrimitiveDataFrameColumn<bool> filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (filter.Length != Rows.Count)
            throw new ArgumentException($"The filter has {filter.Length} rows, the frame has {Rows.Count}.", nameof(filter));
        return Gather([.. Enumerable.Range(0, (int)Rows.Count).Where(i => filter[i] == true)]);
    }

    /// <summary>The rows that meet a condition.</summary>
    /// <param name="condition">For example <c>row => row.Number("mIoU") > 40</c>.</param>
    public DataFrame Filter(Func<DataFrameRow, bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return Gather([.. Enumerable.Range(0, (int)Rows.Count).Where(i => condition(Rows[i]))]);
    }

    /// <summary>Rows in ascending order of a column; equal rows keep their order.</summary>
    /// <param name="columnName">Exact name. Text sorts in ordinal order.</param>
    /// <param name="putNullValuesLast">Where missing values and NaN go.</param>
    public DataFrame OrderBy(string columnName, bool putNullValuesLast = true) => Sort(columnName, 1, putNullValuesLast);

    /// <summary>Rows in descending order of a column; equal rows keep their order.</summary>
    /// <param name="columnName">Exact name. Text sorts in ordinal order.</param>
    /// <param name="putNullValuesLast">Where missing values and NaN go.</param>
    public DataFrame OrderByDescending(string columnName, bool putNullValuesLast = true) => Sort(columnName, -1, putNullValuesLast);

    /// <summary>Adds one row.</summary>
    /// <param name="row">Values in column order; null adds a row of missing values.</param>
    /// <param name="inPlace">True changes this frame, false a copy.</param>
    /// <returns>The frame with the row.</returns>
    /// <exception cref="ArgumentException">The number of values differs from the number of columns, or a value does not fit its column; the frame is unchanged.</exception>
    public DataFrame Append(IEnumerable<object?>? row = null, bool inPlace = false)
    {
        var values = row?.ToArray() ?? new object?[Columns.Count];
        if (values.Length != Columns.Count)
            throw new ArgumentException($"The row has {values.Length} values, the frame has {Columns.Count} columns.", nameof(row));
        var frame = inPlace ? this : Clone();
        frame.AppendRow(values);
        return frame;
    }

    /// <summary>Adds one row by column names; columns without a value get a missing one.</summary>
    /// <param name="row">Pairs of column name and value.</param>
    /// <param name="inPlace">True changes this frame, false a copy.</param>
    /// <returns>The frame with the row.</returns>
    /// <exception cref="ArgumentException">There is no such column, or a value does not fit its column; the frame is unchanged.</exception>
    public DataFrame Append(IEnumerable<KeyValuePair<string, object?>> row, bool inPlace = false)
    {
        ArgumentNullException.ThrowIfNull(row);
        var values = new object?[Columns.Count];
        foreach (var (name, value) in row) values[Columns.Require(name)] = value;
        return Append(values, inPlace);
    }

    /// <summary>Adds all rows of another frame with the same columns, matched by name.</summary>
    /// <param name="other">The frame with the rows to add.</param>
    /// <param name="inPlace">True changes this frame, false a copy.</param>
    /// <returns>The frame with the rows.</returns>
    /// <exception cref="ArgumentException">The other frame lacks a column, has one more, or a value does not fit its column.</exception>
    public DataFrame Append(DataFrame other, bool inPlace = false)
    {
        ArgumentNullException.ThrowIfNull(other);
        var order = Columns.Select(c => other.Columns.Require(c.Name)).ToArray();
        if (other.Columns.FirstOrDefault(c => !Columns.Contains(c.Name)) is { } extra)
            throw new ArgumentException($"The frame has no column \"{extra.Name}\" for the rows to add.", nameof(other));
        var frame = inPlace ? this : Clone();
        var source = ReferenceEquals(frame, other) ? other.Clone() : other;
        foreach (var row in source.Rows)
            frame.AppendRow([.. order.Select(i => row[i])]);
        return frame;
    }

    /// <summary>The rows without missing values.</summary>
    /// <param name="columnNames">Columns looked at; none means all.</param>
    public DataFrame DropNulls(params string[] columnNames)
    {
        ArgumentNullException.ThrowIfNull(columnNames);
        var columns = columnNames.Length == 0 ? [.. Columns] : columnNames.Select(name => Columns[name]).ToList();
        return Gather([.. Enumerable.Range(0, (int)Rows.Count).Where(i => columns.All(c => c[i] is not null))]);
    }

    private DataFrame Sort(string columnName, int sign, bool putNullValuesLast)
    {
        var column = Columns[columnName];
        var rows = Enumerable.Range(0, (int)Rows.Count).ToLookup(i => CellValues.IsUndefined(column[i]));
        var defined = rows[false].Order(Comparer<int>.Create((a, b) =>
            sign * CellValues.Compare(column[a]!, column[b]!) is var c && c != 0 ? c : a.CompareTo(b)));
        return Gather([.. putNullValuesLast ? defined.Concat(rows[true]) : rows[true].Concat(defined)]);
    }

    private void AppendRow(object?[] values)
    {
        var added = 0;
        try
        {
            for (; added < values.Length; added++) Columns[added].AppendValue(values[added]);
        }
        catch
        {
            while (--added >= 0) Columns[added].RemoveLast();
            throw;
        }
    }
}
