namespace Research.Tables;

/// <summary>Conversion of a numeric type to double, found once per type.</summary>
internal static class NumberConversion
{
    /// <summary>The conversion, or null when the type is no number.</summary>
    public static Func<T, double>? Find<T>() where T : unmanaged
    {
        Delegate? conversion = Type.GetTypeCode(typeof(T)) switch
        {
            _ when typeof(T).IsEnum => null,
            TypeCode.Double => (double v) => v,
            TypeCode.Single => (float v) => (double)v,
            TypeCode.Decimal => (decimal v) => (double)v,
            TypeCode.Int64 => (long v) => (double)v,
            TypeCode.Int32 => (int v) => (double)v,
            TypeCode.Int16 => (short v) => (double)v,
            TypeCode.SByte => (sbyte v) => (double)v,
            TypeCode.UInt64 => (ulong v) => (double)v,
            TypeCode.UInt32 => (uint v) => (double)v,
            TypeCode.UInt16 => (ushort v) => (double)v,
            TypeCode.Byte => (byte v) => (double)v,
            _ => null,
        };
        return (Func<T, double>?)conversion;
    }
}
