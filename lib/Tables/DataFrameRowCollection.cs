using System.Collections;

namespace Research.Tables;

/// <summary>The rows of a frame.</summary>
public sealed class DataFrameRowCollection : IEnumerable<DataFrameRow>
{
    private readonly DataFrame _frame;

    internal DataFrameRowCollection(DataFrame frame) => _frame = frame;

    /// <summary>Number of rows.</summary>
    public long Count => _frame.Columns.Count == 0 ? 0 : _frame.Columns[0].Length;

    /// <summary>One row.</summary>
    /// <param name="index">Row in [0, <see cref="Count"/>).</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public DataFrameRow this[long index] => index >= 0 && index < Count
        ? new DataFrameRow(_frame, index)
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"The frame has rows 0 to {Count - 1}.");

    /// <summary>The rows from first to last.</summary>
    public IEnumerator<DataFrameRow> GetEnumerator()
    {
        for (long i = 0; i < Count; i++) yield return new DataFrameRow(_frame, i);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
