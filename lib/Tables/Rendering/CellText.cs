using System.Globalization;

namespace Research.Tables;

/// <summary>Values as text.</summary>
internal static class CellText
{
    /// <summary>What stands for a missing value and for NaN.</summary>
    public const string Missing = "–";

    /// <summary>Text that reads back as the same value of the same type.</summary>
    public static string Exact(object value) => value switch
    {
        double v => WithPoint(v.ToString("R", CultureInfo.InvariantCulture)),
        float v => WithPoint(v.ToString("R", CultureInfo.InvariantCulture)),
        DateTime v => v.ToString("O", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>Short text for people; empty for a missing value.</summary>
    public static string Plain(object? value) => value switch
    {
        null => "",
        DateTime v => v.ToString(v.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        bool v => v ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>A number in a format, with signs for what is not finite.</summary>
    public static string Number(double value, string format) => value switch
    {
        double.NaN => Missing,
        double.PositiveInfinity => "∞",
        double.NegativeInfinity => "-∞",
        _ => value.ToString(format, CultureInfo.InvariantCulture),
    };

    /// <summary>One format for a column: as many decimals (0 to 4) as its values need, or four significant digits where sizes differ widely.</summary>
    public static string DefaultFormat(IEnumerable<double> values)
    {
        var decimals = 0;
        foreach (var value in values.Where(double.IsFinite))
        {
            var size = Math.Abs(value);
            if (size is > 0 and < 1e-3 or >= 1e7 && value != Math.Floor(value)) return "G4";
            while (decimals < 4 && Math.Abs(value - Math.Round(value, decimals)) > size * 1e-9) decimals++;
        }
        return "F" + decimals;
    }

    private static string WithPoint(string text) => text.AsSpan().TrimStart('-').IndexOfAnyExceptInRange('0', '9') < 0 ? text + ".0" : text;
}
