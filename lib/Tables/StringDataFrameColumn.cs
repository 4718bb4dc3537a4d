using System.Globalization;

namespace Research.Tables;

/// <summary>Column of text; a missing text is null and differs from the empty one.</summary>
public sealed class StringDataFrameColumn : DataFrameColumn, IEnumerable<string?>
{
    private readonly List<string?> _values;

    /// <summary>Column of missing texts, to be filled by row.</summary>
    /// <param name="name">Column name.</param>
    /// <param name="length">Number of rows.</param>
    public StringDataFrameColumn(string name, long length = 0) : base(name, typeof(string))
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        _values = [.. Enumerable.Repeat<string?>(null, checked((int)length))];
    }

    /// <summary>Column of the given texts.</summary>
    /// <param name="name">Column name.</param>
    /// <param name="values">The texts, null for a missing one.</param>
    public StringDataFrameColumn(string name, IEnumerable<string?> values) : base(name, typeof(string))
    {
        ArgumentNullException.ThrowIfNull(values);
        _values = [.. values];
    }

    /// <inheritdoc/>
    public override long Length => _values.Count;

    /// <inheritdoc/>
    public override long NullCount => _values.Count(v => v is null);

    /// <summary>Text in one row, or null where it is missing.</summary>
    /// <param name="rowIndex">Row in [0, Length).</param>
    public new string? this[long rowIndex]
    {
        get => _values[checked((int)rowIndex)];
        set => _values[checked((int)rowIndex)] = value;
    }

    /// <summary>Adds one text at the end.</summary>
    /// <param name="value">The text, null for a missing one.</param>
    /// <exception cref="InvalidOperationException">The column is part of a frame.</exception>
    public void Append(string? value) => AppendObject(value);

    /// <inheritdoc/>
    public override bool IsNumericColumn() => false;

    /// <summary>First present text in ordinal order, or null when there is none.</summary>
    public override object? Min() => _values.Where(v => v is not null).Min(StringComparer.Ordinal);

    /// <summary>Last present text in ordinal order, or null when there is none.</summary>
    public override object? Max() => _values.Where(v => v is not null).Max(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override object Sum() => throw new NotSupportedException($"A sum needs a numeric column, but column \"{Name}\" holds String.");

    /// <summary>The texts in row order, null where missing.</summary>
    public IEnumerator<string?> GetEnumerator() => _values.GetEnumerator();

    internal override object? GetValue(long rowIndex) => _values[checked((int)rowIndex)];

    internal override void SetValue(long rowIndex, object? value) => _values[checked((int)rowIndex)] = Text(value);

    internal override void AppendValue(object? value) => _values.Add(Text(value));

    internal override void RemoveLast() => _values.RemoveAt(_values.Count - 1);

    internal override DataFrameColumn Gather(IReadOnlyList<int> rows) =>
        new StringDataFrameColumn(Name, rows.Select(r => r < 0 ? null : _values[r]));

    internal override double? GetNumber(long rowIndex) => null;

    private static string? Text(object? value) => value is null ? null : Convert.ToString(value, CultureInfo.InvariantCulture);
}
