using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Research.Notebooks;

/// <summary>Finds the formatters that a type declares by the convention of .NET Interactive, without a reference to it or to this library.</summary>
/// <remarks>
/// The value's type carries an attribute whose class is simply named <c>TypeFormatterSourceAttribute</c> (any namespace, may be internal).
/// Its public property <c>FormatterSourceType</c> names a class with a parameterless constructor and a public <c>CreateTypeFormatters()</c>,
/// which yields objects with <c>string MimeType</c>, <c>bool Format(object, TextWriter)</c> and optionally <c>Type Type</c>.
/// </remarks>
internal sealed class ConventionFormatters
{
    private const string AttributeName = "TypeFormatterSourceAttribute";
    private readonly ConditionalWeakTable<Type, TypeFormatter[]> known = new();

    public IReadOnlyList<TypeFormatter> Of(Type type) => known.GetValue(type, Find);

    private static TypeFormatter[] Find(Type type)
    {
        var formatters = new List<TypeFormatter>();
        foreach (var attribute in type.GetCustomAttributes(inherit: true))
            if (attribute.GetType().Name == AttributeName)
                formatters.AddRange(Source(attribute, type));
        return [.. formatters];
    }

    private static IEnumerable<TypeFormatter> Source(object attribute, Type valueType)
    {
        if (attribute.GetType().GetProperty("FormatterSourceType")?.GetValue(attribute) is not Type sourceType)
            throw Broken(valueType, $"{attribute.GetType().FullName} has no public property FormatterSourceType with a type in it");
        var create = sourceType.GetMethod("CreateTypeFormatters", Type.EmptyTypes)
            ?? throw Broken(valueType, $"{sourceType.FullName} has no public method CreateTypeFormatters()");
        var source = Activator.CreateInstance(sourceType, nonPublic: true)!;
        if (Call(create, source) is not IEnumerable formatters)
            throw Broken(valueType, $"{sourceType.FullName}.CreateTypeFormatters() gave nothing to enumerate");
        return [.. formatters.Cast<object>().Select(formatter => Wrap(formatter, valueType)).Where(formatter => formatter.Type.IsAssignableFrom(valueType))];
    }

    private static TypeFormatter Wrap(object formatter, Type valueType)
    {
        var type = formatter.GetType();
        var format = type.GetMethod("Format", [typeof(object), typeof(TextWriter)]) ?? throw Broken(valueType, $"{type.FullName} has no public method Format(object, TextWriter)");
        var mimeType = type.GetProperty("MimeType")?.GetValue(formatter) as string ?? throw Broken(valueType, $"{type.FullName} has no public property MimeType");
        var formatted = type.GetProperty("Type")?.GetValue(formatter) as Type ?? valueType;
        return new TypeFormatter(formatted, mimeType, value =>
        {
            var writer = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
            return Call(format, formatter, value, writer) is true ? writer.ToString() : null;
        });
    }

    private static object? Call(MethodInfo method, object instance, params object?[] arguments) =>
        method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, arguments, null);

    private static InvalidOperationException Broken(Type valueType, string why) =>
        new($"The formatter that {TypeName.Of(valueType)} declares cannot be used: {why}.");
}
