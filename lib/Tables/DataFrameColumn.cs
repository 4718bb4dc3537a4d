using System.Collections;

namespace Research.Tables;

/// <summary>A named column of one type; a value that is missing is null.</summary>
/// <remarks>
/// Aggregates skip missing values. A floating-point NaN is a value, not a missing one: it spreads through
/// <see cref="Mean"/> and <see cref="Sum"/>, so an undefined result is never hidden.
/// </remarks>
public abstract class DataFrameColumn : IEnumerable
{
    private protected DataFrameColumn(string name, Type dataType)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
        DataType = dataType;
    }

    /// <summary>Name, unique within a frame.</summary>
    public string Name { get; private set; }

    /// <summary>Type of a present value: <c>double</c>, <c>long</c>, <c>string</c> and so on.</summary>
    public Type DataType { get; }

    /// <summary>Number of rows, missing values included.</summary>
    public abstract long Length { get; }

    /// <summary>Number of missing values.</summary>
    public abstract long NullCount { get; }

    /// <summary>Value in one row, or null where it is missing.</summary>
    /// <param name="rowIndex">Row in [0, <see cref="Length"/>).</param>
    /// <exception cref="ArgumentException">The value set cannot be converted to <see cref="DataType"/>.</exception>
    public object? this[long rowIndex]
    {
        get => GetValue(rowIndex);
        set => SetValue(rowIndex, value);
    }

    /// <summary>Gives the column another name.</summary>
    /// <param name="newName">The new name.</param>
    /// <exception cref="InvalidOperationException">The column is part of a frame: rename it with <see cref="DataFrameColumnCollection.Rename"/>.</exception>
    public void SetName(string newName)
    {
        ArgumentNullException.ThrowIfNull(newName);
        if (Owner is { } owner)
            throw new InvalidOperationException($"Column \"{Name}\" belongs to a frame; use Columns.Rename(\"{Name}\", \"{newName}\") so that names stay unique in {owner.Count} columns.");
        Name = newName;
    }

    /// <summary>True for integer and floating-point columns.</summary>
    public abstract bool IsNumericColumn();

    /// <summary>Smallest present value, or null when there is none.</summary>
    public abstract object? Min();

    /// <summary>Largest present value, or null when there is none.</summary>
    public abstract object? Max();

    /// <summary>Sum of the present values: <c>long</c> for integer columns, <c>double</c> for floating-point ones.</summary>
    /// <exception cref="NotSupportedException">The column is not numeric.</exception>
    public abstract object Sum();

    /// <summary>Arithmetic mean of the present values; NaN when there is none.</summary>
    /// <exception cref="NotSupportedException">The column is not numeric.</exception>
    public double Mean() => Summary.Mean(PresentNumbers());

    /// <summary>Median of the present values (mean of the middle two for an even count); NaN when there is none.</summary>
    /// <exception cref="NotSupportedException">The column is not numeric.</exception>
    public double Median() => Summary.Median(PresentNumbers());

    /// <summary>Sample standard deviation sqrt(sum (x - mean)^2 / (n - 1)); NaN for fewer than two present values.</summary>
    /// <exception cref="NotSupportedException">The column is not numeric.</exception>
    public double StandardDeviation() => Summary.StandardDeviation(PresentNumbers());

    /// <summary>Independent copy of the column.</summary>
    public DataFrameColumn Clone()
    {
        var rows = new int[checked((int)Length)];
        for (var i = 0; i < rows.Length; i++) rows[i] = i;
        return Gather(rows);
    }

    /// <summary>Adds one value at the end.</summary>
    /// <param name="value">A value convertible to <see cref="DataType"/>, or null for a missing one.</param>
    /// <exception cref="ArgumentException">The value cannot be converted.</exception>
    public void AppendObject(object? value)
    {
        if (Owner is not null)
            throw new InvalidOperationException($"Column \"{Name}\" belongs to a frame; add whole rows with DataFrame.Append so that all columns keep one length.");
        AppendValue(value);
    }

    /// <summary>Rows where the value equals <paramref name="value"/>; a missing value equals null only.</summary>
    /// <param name="value">Compared after conversion, so 1 equals 1.0.</param>
    public PrimitiveDataFrameColumn<bool> ElementwiseEquals(object? value) => Test(v => CellValues.AreEqual(v, value));

    /// <summary>Rows where the value differs from <paramref name="value"/>.</summary>
    /// <param name="value">Compared after conversion, so 1 equals 1.0.</param>
    public PrimitiveDataFrameColumn<bool> ElementwiseNotEquals(object? value) => Test(v => !CellValues.AreEqual(v, value));

    /// <summary>Rows whose value is greater; missing values and NaN are never greater.</summary>
    /// <param name="value">The bound.</param>
    public PrimitiveDataFrameColumn<bool> ElementwiseGreaterThan(object value) => TestOrder(value, c => c > 0);

    /// <summary>Rows whose value is greater or equal; missing values and NaN are neither.</summary>
    /// <param name="value">The bound.</param>
    public PrimitiveDataFrameColumn<bool> ElementwiseGreaterThanOrEqual(object value) => TestOrder(value, c => c >= 0);

    /// <summary>Rows whose value is smaller; missing values and NaN are never smaller.</summary>
    /// <param name="value">The bound.</param>
    public PrimitiveDataFrameColumn<bool> ElementwiseLessThan(object value) => TestOrder(value, c => c < 0);

    /// <summary>Rows whose value is smaller or equal; missing values and NaN are neither.</summary>
    /// <param name="value">The bound.</param>
    public PrimitiveDataFrameColumn<bool> ElementwiseLessThanOrEqual(object value) => TestOrder(value, c => c <= 0);

    /// <summary>Rows where a value is missing.</summary>
    public PrimitiveDataFrameColumn<bool> ElementwiseIsNull() => Test(v => v is null);

    /// <summary>Rows where a value is present.</summary>
    public PrimitiveDataFrameColumn<bool> ElementwiseIsNotNull() => Test(v => v is not null);

    /// <summary>Element-wise sum; missing where either side is missing.</summary>
    /// <param name="left">Left column.</param>
    /// <param name="right">Right column, of the same length.</param>
    public static PrimitiveDataFrameColumn<double> operator +(DataFrameColumn left, DataFrameColumn right) => Arithmetic.Combine(left, right, (a, b) => a + b);

    /// <summary>Element-wise difference; missing where either side is missing.</summary>
    /// <param name="left">Left column.</param>
    /// <param name="right">Right column, of the same length.</param>
    public static PrimitiveDataFrameColumn<double> operator -(DataFrameColumn left, DataFrameColumn right) => Arithmetic.Combine(left, right, (a, b) => a - b);

    /// <summary>Element-wise product; missing where either side is missing.</summary>
    /// <param name="left">Left column.</param>
    /// <param name="right">Right column, of the same length.</param>
    public static PrimitiveDataFrameColumn<double> operator *(DataFrameColumn left, DataFrameColumn right) => Arithmetic.Combine(left, right, (a, b) => a * b);

    /// <summary>Element-wise quotient; missing where either side is missing.</summary>
    /// <param name="left">Left column.</param>
    /// <param name="right">Right column, of the same length.</param>
    public static PrimitiveDataFrameColumn<double> operator /(DataFrameColumn left, DataFrameColumn right) => Arithmetic.Combine(left, right, (a, b) => a / b);

    /// <summary>Adds a number to every value.</summary>
    /// <param name="left">Column.</param>
    /// <param name="right">Number.</param>
    public static PrimitiveDataFrameColumn<double> operator +(DataFrameColumn left, double right) => Arithmetic.Map(left, a => a + right);

    /// <summary>Subtracts a number from every value.</summary>
    /// <param name="left">Column.</param>
    /// <param name="right">Number.</param>
    public static PrimitiveDataFrameColumn<double> operator -(DataFrameColumn left, double right) => Arithmetic.Map(left, a => a - right);

    /// <summary>Multiplies every value.</summary>
    /// <param name="left">Column.</param>
    /// <param name="right">Number.</param>
    public static PrimitiveDataFrameColumn<double> operator *(DataFrameColumn left, double right) => Arithmetic.Map(left, a => a * right);

    /// <summary>Divides every value.</summary>
    /// <param name="left">Column.</param>
    /// <param name="right">Number.</param>
    public static PrimitiveDataFrameColumn<double> operator /(DataFrameColumn left, double right) => Arithmetic.Map(left, a => a / right);

    /// <summary>Name, type and length.</summary>
    public override string ToString() => $"{Name}: {DataType.Name}[{Length}]";

    IEnumerator IEnumerable.GetEnumerator()
    {
        for (long i = 0; i < Length; i++) yield return GetValue(i);
    }

    internal DataFrameColumnCollection? Owner { get; set; }

    internal void RenameInternal(string newName) => Name = newName;

    internal abstract object? GetValue(long rowIndex);

    internal abstract void SetValue(long rowIndex, object? value);

    internal abstract void AppendValue(object? value);

    internal abstract void RemoveLast();

    /// <summary>New column with the given rows; row -1 gives a missing value.</summary>
    internal abstract DataFrameColumn Gather(IReadOnlyList<int> rows);

    /// <summary>Value as a number, or null where it is missing.</summary>
    internal abstract double? GetNumber(long rowIndex);

    internal void RequireNumeric(string operation)
    {
        if (!IsNumericColumn())
            throw new NotSupportedException($"{operation} needs a numeric column, but column \"{Name}\" holds {DataType.Name}.");
    }

    private List<double> PresentNumbers()
    {
        RequireNumeric("A mean, median or deviation");
        var numbers = new List<double>();
        for (long i = 0; i < Length; i++)
            if (GetNumber(i) is { } number)
                numbers.Add(number);
        return numbers;
    }

    private PrimitiveDataFrameColumn<bool> Test(Func<object?, bool> condition)
    {
        var result = new BooleanDataFrameColumn(Name, Length);
        for (long i = 0; i < Length; i++) result[i] = condition(GetValue(i));
        return result;
    }

    private PrimitiveDataFrameColumn<bool> TestOrder(object value, Func<int, bool> condition)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Test(v => !CellValues.IsUndefined(v) && !CellValues.IsUndefined(value) && condition(CellValues.Compare(v!, value)));
    }
}
