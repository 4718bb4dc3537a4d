using System.Reflection;

namespace Research.Tables;

/// <summary>Records to frames, by their public properties in order of declaration.</summary>
internal static class RecordFrame
{
    public static DataFrame Create<T>(IEnumerable<T> records)
    {
        var properties = typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.CanRead && p.GetIndexParameters().Length == 0 && IsSupported(p.PropertyType))
            .OrderBy(p => p.MetadataToken)
            .ToArray();
        if (properties.Length == 0)
            throw new ArgumentException($"{typeof(T).Name} has no public property that is a number, bool, date, text or enum.");
        var columns = properties.Select(p => ColumnFactory.Create(p.Name, p.PropertyType)).ToArray();
        foreach (var record in records)
            for (var i = 0; i < properties.Length; i++)
                columns[i].AppendValue(properties[i].GetValue(record));
        return new DataFrame(columns);
    }

    private static bool IsSupported(Type type)
    {
        var valueType = Nullable.GetUnderlyingType(type) ?? type;
        return valueType == typeof(string) || valueType == typeof(decimal) || valueType == typeof(DateTime) || valueType.IsEnum
            || valueType.IsPrimitive && valueType != typeof(char) && valueType != typeof(IntPtr) && valueType != typeof(UIntPtr);
    }
}
