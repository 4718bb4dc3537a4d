using System.Collections;
using System.Globalization;
using System.Reflection;

namespace Research.Notebooks;

/// <summary>The one-line text of any value: invariant numbers, short sequences, properties of types that do not print themselves.</summary>
internal static class PlainText
{
    private const int MaximumDepth = 3;
    private const int MaximumMembers = 30;

    /// <summary>Text of a value; strings are given as they are at the top and quoted inside other values.</summary>
    public static string Of(object? value, int limit) => value as string ?? Nested(value, limit, 0);

    /// <summary>Text of a number, date or other simple value; null where the value is none of these.</summary>
    public static string? Scalar(object? value) => value switch
    {
        null => "<null>",
        bool flag => flag ? "true" : "false",
        char character => character.ToString(),
        Enum name => name.ToString(),
        Type type => TypeName.Of(type),
        IFormattable number when IsScalar(number.GetType()) => number.ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>A number for a table cell: at most six significant digits.</summary>
    public static string? TableNumber(object? value) => value switch
    {
        double number => Short(number),
        float number => Short(number),
        _ => null,
    };

    public static bool IsScalar(Type type) =>
        type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(decimal) || type == typeof(DateTime) || type == typeof(DateTimeOffset)
        || type == typeof(DateOnly) || type == typeof(TimeOnly) || type == typeof(TimeSpan) || type == typeof(Guid) || type == typeof(Half)
        || type == typeof(Int128) || type == typeof(UInt128) || type == typeof(System.Numerics.BigInteger) || type == typeof(System.Numerics.Complex);

    public static bool IsNumber(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsPrimitive && type != typeof(bool) && type != typeof(char) || type == typeof(decimal) || type == typeof(Half);
    }

    /// <summary>True when a type prints itself, that is, it or a base class short of <see cref="object"/> overrides ToString.</summary>
    public static bool PrintsItself(Type type)
    {
        var declaring = type.GetMethod(nameof(ToString), Type.EmptyTypes)?.DeclaringType;
        return declaring != typeof(object) && declaring != typeof(ValueType) && !TypeName.IsAnonymous(type);
    }

    private static string Nested(object? value, int limit, int depth)
    {
        if (value is string text)
            return "\"" + text.Replace("\n", "\\n", StringComparison.Ordinal) + "\"";
        if (Scalar(value) is { } scalar)
            return scalar;
        var type = value!.GetType();
        if (value is IEnumerable sequence && !(PrintsItself(type) && !IsFrameworkType(type)))
            return depth >= MaximumDepth ? TypeName.Of(type) : Sequence(sequence, limit, depth);
        if (PrintsItself(type))
            return value.ToString() ?? "";
        return depth >= MaximumDepth ? TypeName.Of(type) : Members(value, type, limit, depth);
    }

    private static string Sequence(IEnumerable sequence, int limit, int depth)
    {
        var (items, more) = SequenceHead.Take(sequence, limit);
        var texts = items.Select(item => Nested(item, limit, depth + 1));
        return "[" + string.Join(", ", more is null ? texts : texts.Append("… " + more)) + "]";
    }

    private static string Members(object value, Type type, int limit, int depth)
    {
        var members = ObjectMembers.Of(type).Take(MaximumMembers).Select(member => $"{member.Name} = {Nested(member.Read(value), limit, depth + 1)}").ToList();
        var name = TypeName.IsAnonymous(type) ? "" : TypeName.Of(type);
        return members.Count == 0 ? name : $"{name} {{ {string.Join(", ", members)} }}".TrimStart();
    }

    private static bool IsFrameworkType(Type type) => type.Assembly == typeof(object).Assembly || type.Assembly == typeof(SortedSet<int>).Assembly || type.IsArray;

    private static string Short(double number) =>
        double.IsNaN(number) ? "NaN" : number.ToString("G6", CultureInfo.InvariantCulture);
}
