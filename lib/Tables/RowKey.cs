namespace Research.Tables;

/// <summary>The values of a row in some columns, comparable by value; missing values are equal to each other.</summary>
internal readonly struct RowKey : IEquatable<RowKey>
{
    private readonly object?[] _values;

    private RowKey(object?[] values) => _values = values;

    public static RowKey Of(IReadOnlyList<DataFrameColumn> columns, int row)
    {
        var values = new object?[columns.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = columns[i][row] is { } value ? CellValues.Normalise(value) : null;
        return new RowKey(values);
    }

    public bool Equals(RowKey other) => _values.AsSpan().SequenceEqual(other._values);

    public override bool Equals(object? obj) => obj is RowKey other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var value in _values) hash.Add(value);
        return hash.ToHashCode();
    }
}
