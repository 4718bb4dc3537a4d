using System.Collections;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Research.Plotly;

/// <summary>Values from callers: any sequence of numbers, so that arrays, lists and table columns need no conversion.</summary>
internal static class Numbers
{
    /// <summary>The sequence as doubles; null and DBNull become NaN.</summary>
    /// <exception cref="ArgumentException">An element is no number.</exception>
    public static double[] From(IEnumerable values, string parameter)
    {
        ArgumentNullException.ThrowIfNull(values, parameter);
        if (values is IEnumerable<double> doubles) return [.. doubles];
        if (values is string text) throw new ArgumentException($"{parameter}: expected a sequence of numbers, got the text \"{text}\".", parameter);
        var result = new List<double>();
        foreach (var value in values)
            result.Add(value switch
            {
                null => double.NaN,
                double v => v,
                byte or sbyte or short or ushort or int or uint or long or ulong or float or decimal or Half => Convert.ToDouble(value is Half h ? (double)h : value, CultureInfo.InvariantCulture),
                _ => throw new ArgumentException($"{parameter}: expected a number at position {result.Count}, got \"{value}\" of type {value.GetType().Name}.", parameter),
            });
        return [.. result];
    }

    /// <summary>The sequence as texts.</summary>
    public static string[] Texts(IEnumerable values, string parameter)
    {
        ArgumentNullException.ThrowIfNull(values, parameter);
        if (values is string text) throw new ArgumentException($"{parameter}: expected a sequence of labels, got the text \"{text}\".", parameter);
        return [.. values.Cast<object?>().Select(v => Convert.ToString(v, CultureInfo.InvariantCulture) ?? "")];
    }

    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void RequireSameLength(string what, int expected, string reference, int actual)
    {
        if (expected != actual) throw new ArgumentException($"{what} has {actual} values, {reference} has {expected}; expected equal lengths.");
    }

    /// <summary>JSON array; what is not finite becomes null, which Plotly draws as a gap.</summary>
    public static JsonArray ToJson(IEnumerable<double> values) => new([.. values.Select(ToJson)]);

    /// <summary>JSON number with nine significant digits, enough for any screen.</summary>
    public static JsonNode? ToJson(double value) => double.IsFinite(value)
        ? JsonValue.Create(double.Parse(value.ToString("G9", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))
        : null;

    public static double[] ToArray(JsonNode? node) => node is JsonArray array ? [.. array.Select(ToDouble)] : [];

    public static double ToDouble(JsonNode? node) => node is JsonValue value && value.TryGetValue<double>(out var number) ? number
        : node is JsonValue other && other.TryGetValue<int>(out var whole) ? whole : double.NaN;
}
