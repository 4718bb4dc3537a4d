namespace Research.Tables;

/// <summary>Element-wise arithmetic; always in double precision.</summary>
internal static class Arithmetic
{
    public static PrimitiveDataFrameColumn<double> Combine(DataFrameColumn left, DataFrameColumn right, Func<double, double, double> operation)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        left.RequireNumeric("Arithmetic");
        right.RequireNumeric("Arithmetic");
        if (left.Length != right.Length)
            throw new ArgumentException($"Columns \"{left.Name}\" and \"{right.Name}\" have {left.Length} and {right.Length} rows; arithmetic needs equal lengths.");
        var result = new DoubleDataFrameColumn(left.Name, left.Length);
        for (long i = 0; i < left.Length; i++)
            if (left.GetNumber(i) is { } a && right.GetNumber(i) is { } b)
                result[i] = operation(a, b);
        return result;
    }

    public static PrimitiveDataFrameColumn<double> Map(DataFrameColumn column, Func<double, double> operation)
    {
        ArgumentNullException.ThrowIfNull(column);
        column.RequireNumeric("Arithmetic");
        var result = new DoubleDataFrameColumn(column.Name, column.Length);
        for (long i = 0; i < column.Length; i++)
            if (column.GetNumber(i) is { } a)
                result[i] = operation(a);
        return result;
    }
}
