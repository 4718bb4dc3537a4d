using System.Collections;

namespace Research.Tables;

/// <summary>One row of a frame: a view, so that setting a value changes the frame.</summary>
public sealed class DataFrameRow : IEnumerable<object?>
{
    private readonly DataFrame _frame;

    internal DataFrameRow(DataFrame frame, long index)
    {
        _frame = frame;
        Index = index;
    }

    /// <summary>Position in the frame, from 0.</summary>
    public long Index { get; }

    /// <summary>Value by column position.</summary>
    /// <param name="columnIndex">Column from 0.</param>
    public object? this[int columnIndex]
    {
        get => _frame.Columns[columnIndex][Index];
        set => _frame.Columns[columnIndex][Index] = value;
    }

    /// <summary>Value by column name.</summary>
    /// <param name="columnName">Exact name.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public object? this[string columnName]
    {
        get => _frame.Columns[columnName][Index];
        set => _frame.Columns[columnName][Index] = value;
    }

    /// <summary>Value of a numeric column as a number; NaN where it is missing.</summary>
    /// <param name="columnName">Exact name.</param>
    /// <exception cref="NotSupportedException">The column is not numeric.</exception>
    public double Number(string columnName)
    {
        var column = _frame.Columns[columnName];
        column.RequireNumeric("Number");
        return column.GetNumber(Index) ?? double.NaN;
    }

    /// <summary>Value as text, empty where it is missing.</summary>
    /// <param name="columnName">Exact name.</param>
    public string Text(string columnName) => CellText.Plain(this[columnName]);

    /// <summary>The values in column order.</summary>
    public IEnumerator<object?> GetEnumerator() => _frame.Columns.Select(c => c[Index]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The values, separated by commas.</summary>
    public override string ToString() => string.Join(", ", _frame.Columns.Select(c => $"{c.Name} = {CellText.Plain(c[Index])}"));
}
