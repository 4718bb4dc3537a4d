using System.Globalization;

namespace Research.Tables;

/// <summary>Types of CSV fields.</summary>
internal static class CsvTypes
{
    private const NumberStyles Float = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    public static Type Guess(IEnumerable<string?> fields)
    {
        var present = fields.Where(f => f is not null).Select(f => f!).ToList();
        if (present.Count == 0) return typeof(string);
        if (present.All(IsLong)) return typeof(long);
        if (present.All(IsDouble)) return typeof(double);
        return present.All(f => bool.TryParse(f, out _)) ? typeof(bool) : typeof(string);
    }

    public static object? Parse(string? field, Type type, Func<string, CsvFormatException> error)
    {
        if (field is null) return null;
        if (type == typeof(string)) return field;
        if (type == typeof(double) && double.TryParse(field, Float, CultureInfo.InvariantCulture, out var number)) return number;
        if (type == typeof(float) && float.TryParse(field, Float, CultureInfo.InvariantCulture, out var single)) return single;
        if (type == typeof(DateTime))
            return DateTime.TryParse(field, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var date)
                ? date
                : throw error($"expected a date ({type.Name}), got \"{field}\".");
        try
        {
            if (type != typeof(double) && type != typeof(float)) return Convert.ChangeType(field, type, CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is FormatException or OverflowException or InvalidCastException)
        {
        }
        throw error($"expected {(type == typeof(bool) ? "true or false" : "a number")} ({type.Name}), got \"{field}\".");
    }

    // Only text that the number would be written as again: "007" is an identifier.
    private static bool IsLong(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
        && value.ToString(CultureInfo.InvariantCulture) == text;

    private static bool IsDouble(string text)
    {
        if (!double.TryParse(text, Float, CultureInfo.InvariantCulture, out _)) return false;
        var digits = text.AsSpan().TrimStart("+-");
        return digits.Length < 2 || digits[0] != '0' || !char.IsAsciiDigit(digits[1]);
    }
}
