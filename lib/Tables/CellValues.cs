using System.Globalization;

namespace Research.Tables;

/// <summary>Comparison and conversion of cell values of mixed types.</summary>
internal static class CellValues
{
    /// <summary>True for a missing value and for NaN: neither has a place in an order.</summary>
    public static bool IsUndefined(object? value) => value is null or double.NaN or float.NaN;

    public static bool AreEqual(object? left, object? right)
    {
        if (left is null || right is null) return left is null && right is null;
        return Normalise(left).Equals(Normalise(right));
    }

    /// <summary>Order of two present values; text in ordinal order.</summary>
    /// <exception cref="ArgumentException">The values have no common order (a text and a number, say).</exception>
    public static int Compare(object left, object right)
    {
        var a = Normalise(left);
        var b = Normalise(right);
        if (a is string s && b is string t) return string.CompareOrdinal(s, t);
        if (a.GetType() == b.GetType() && a is IComparable comparable) return comparable.CompareTo(b);
        throw new ArgumentException($"A value of type {left.GetType().Name} cannot be ordered against one of type {right.GetType().Name} (\"{left}\" and \"{right}\").");
    }

    /// <summary>
    /// One form per number, so that 1 (int), 1L and 1.0 are equal, order and hash alike. Integers beyond 2^53, which double
    /// cannot hold, keep their exact decimal form.
    /// </summary>
    public static object Normalise(object value) => value switch
    {
        byte or sbyte or short or ushort or int or uint => System.Convert.ToDouble(value, CultureInfo.InvariantCulture),
        long v when Math.Abs((decimal)v) <= 1L << 53 => (double)v,
        ulong v when v <= 1UL << 53 => (double)v,
        float v => (double)v,
        char v => v.ToString(),
        double or string or bool or DateTime or decimal => value,
        long v => (decimal)v,
        ulong v => (decimal)v,
        _ => value,
    };

    /// <summary>Converts to the type of a column.</summary>
    /// <exception cref="ArgumentException">No conversion without loss of meaning.</exception>
    public static T Convert<T>(object value, string column) where T : unmanaged
    {
        if (value is T same) return same;
        try
        {
            var converted = (T)System.Convert.ChangeType(value, typeof(T), CultureInfo.InvariantCulture);
            // ChangeType rounds 1.5 to 2: a value that changes on the way is refused.
            if (value is string || value is bool == converted is bool && AreEqual(converted, value) || converted is float && value is double)
                return converted;
        }
        catch (Exception e) when (e is InvalidCastException or FormatException or OverflowException)
        {
        }
        throw new ArgumentException($"Column \"{column}\" holds {typeof(T).Name}; the value \"{value}\" of type {value.GetType().Name} does not fit it.");
    }
}
