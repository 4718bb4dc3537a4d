namespace Research.Tables;

/// <summary>Column of numbers, booleans or dates; each value may be missing (null).</summary>
/// <typeparam name="T">Value type of the column.</typeparam>
public class PrimitiveDataFrameColumn<T> : DataFrameColumn, IEnumerable<T?> where T : unmanaged
{
    private static readonly Func<T, double>? s_toDouble = NumberConversion.Find<T>();
    private readonly List<T?> _values;

    /// <summary>Column of missing values, to be filled by row.</summary>
    /// <param name="name">Column name.</param>
    /// <param name="length">Number of rows.</param>
    public PrimitiveDataFrameColumn(string name, long length = 0) : base(name, typeof(T))
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        _values = [.. Enumerable.Repeat<T?>(null, checked((int)length))];
    }

    /// <summary>Column of the given values.</summary>
    /// <param name="name">Column name.</param>
    /// <param name="values">The values, null for a missing one.</param>
    public PrimitiveDataFrameColumn(string name, IEnumerable<T?> values) : base(name, typeof(T))
    {
        ArgumentNullException.ThrowIfNull(values);
        _values = [.. values];
    }

    /// <summary>Column of the given values, none missing.</summary>
    /// <param name="name">Column name.</param>
    /// <param name="values">The values.</param>
    public PrimitiveDataFrameColumn(string name, IEnumerable<T> values) : base(name, typeof(T))
    {
        ArgumentNullException.ThrowIfNull(values);
        _values = values.Select(v => (T?)v).ToList();
    }

    /// <inheritdoc/>
    public override long Length => _values.Count;

    /// <inheritdoc/>
    public override long NullCount => _values.Count(v => v is null);

    /// <summary>Value in one row, or null where it is missing.</summary>
    /// <param name="rowIndex">Row in [0, Length).</param>
    public new T? this[long rowIndex]
    {
        get => _values[checked((int)rowIndex)];
        set => _values[checked((int)rowIndex)] = value;
    }

    /// <summary>Adds one value at the end.</summary>
    /// <param name="value">The value, null for a missing one.</param>
    /// <exception cref="InvalidOperationException">The column is part of a frame.</exception>
    public void Append(T? value) => AppendObject(value);

    /// <summary>New column with a function applied to each row.</summary>
    /// <typeparam name="TResult">Type of the new values.</typeparam>
    /// <param name="function">From value (null: missing) to new value.</param>
    public PrimitiveDataFrameColumn<TResult> Apply<TResult>(Func<T?, TResult?> function) where TResult : unmanaged
    {
        ArgumentNullException.ThrowIfNull(function);
        return (PrimitiveDataFrameColumn<TResult>)ColumnFactory.Create(Name, _values.Select(function));
    }

    /// <summary>Present values in row order.</summary>
    public IEnumerable<T> PresentValues() => _values.Where(v => v is not null).Select(v => v!.Value);

    /// <inheritdoc/>
    public override bool IsNumericColumn() => s_toDouble is not null;

    /// <inheritdoc/>
    public override object? Min() => Extreme(-1);

    /// <inheritdoc/>
    public override object? Max() => Extreme(1);

    /// <inheritdoc/>
    public override object Sum()
    {
        RequireNumeric("A sum");
        if (typeof(T) == typeof(double) || typeof(T) == typeof(float) || typeof(T) == typeof(decimal))
            return PresentValues().Sum(s_toDouble!);
        return PresentValues().Aggregate(0L, (sum, v) => checked(sum + Convert.ToInt64(v)));
    }

    /// <summary>The values in row order, null where missing.</summary>
    public IEnumerator<T?> GetEnumerator() => _values.GetEnumerator();

    internal override object? GetValue(long rowIndex) => _values[checked((int)rowIndex)];

    internal override void SetValue(long rowIndex, object? value) =>
        _values[checked((int)rowIndex)] = value is null ? null : CellValues.Convert<T>(value, Name);

    internal override void AppendValue(object? value) => _values.Add(value is null ? null : CellValues.Convert<T>(value, Name));

    internal override void RemoveLast() => _values.RemoveAt(_values.Count - 1);

    internal override DataFrameColumn Gather(IReadOnlyList<int> rows) =>
        ColumnFactory.Create(Name, rows.Select(r => r < 0 ? null : _values[r]));

    internal override double? GetNumber(long rowIndex) => _values[checked((int)rowIndex)] is { } value ? s_toDouble!(value) : null;

    private object? Extreme(int sign)
    {
        object? best = null;
        foreach (var value in PresentValues())
        {
            if (CellValues.IsUndefined(value)) return value;   // NaN is neither smaller nor larger: the extreme is undefined
            if (best is null || sign * CellValues.Compare(value, best) > 0) best = value;
        }
        return best;
    }
}
