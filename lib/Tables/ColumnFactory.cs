namespace Research.Tables;

/// <summary>Creates columns so that a double column is always a <see cref="DoubleDataFrameColumn"/>, and so on.</summary>
internal static class ColumnFactory
{
    public static DataFrameColumn Create<T>(string name, IEnumerable<T?> values) where T : unmanaged => values switch
    {
        IEnumerable<double?> v => new DoubleDataFrameColumn(name, v),
        IEnumerable<float?> v => new SingleDataFrameColumn(name, v),
        IEnumerable<int?> v => new Int32DataFrameColumn(name, v),
        IEnumerable<long?> v => new Int64DataFrameColumn(name, v),
        IEnumerable<bool?> v => new BooleanDataFrameColumn(name, v),
        IEnumerable<DateTime?> v => new DateTimeDataFrameColumn(name, v),
        _ => new PrimitiveDataFrameColumn<T>(name, values),
    };

    /// <summary>Empty column for values of a type (nullable types count as their value type).</summary>
    /// <exception cref="ArgumentException">There is no column for the type.</exception>
    public static DataFrameColumn Create(string name, Type type)
    {
        var valueType = Nullable.GetUnderlyingType(type) ?? type;
        if (valueType == typeof(string)) return new StringDataFrameColumn(name);
        return Type.GetTypeCode(valueType) switch
        {
            _ when valueType.IsEnum => new StringDataFrameColumn(name),
            TypeCode.Double => new DoubleDataFrameColumn(name),
            TypeCode.Single => new SingleDataFrameColumn(name),
            TypeCode.Int32 => new Int32DataFrameColumn(name),
            TypeCode.Int64 => new Int64DataFrameColumn(name),
            TypeCode.Boolean => new BooleanDataFrameColumn(name),
            TypeCode.DateTime => new DateTimeDataFrameColumn(name),
            TypeCode.Decimal => new PrimitiveDataFrameColumn<decimal>(name),
            TypeCode.Byte => new PrimitiveDataFrameColumn<byte>(name),
            TypeCode.SByte => new PrimitiveDataFrameColumn<sbyte>(name),
            TypeCode.Int16 => new PrimitiveDataFrameColumn<short>(name),
            TypeCode.UInt16 => new PrimitiveDataFrameColumn<ushort>(name),
            TypeCode.UInt32 => new PrimitiveDataFrameColumn<uint>(name),
            TypeCode.UInt64 => new PrimitiveDataFrameColumn<ulong>(name),
            _ => throw new ArgumentException($"Column \"{name}\": no column type for {type.Name}; expected a number, bool, DateTime or string."),
        };
    }
}
