using System.Reflection;
using System.Runtime.CompilerServices;

namespace Research.Notebooks;

/// <summary>The readable public properties and fields of a type, in order of declaration.</summary>
internal sealed class ObjectMembers
{
    private static readonly ConditionalWeakTable<Type, ObjectMember[]> Known = new();

    public static IReadOnlyList<ObjectMember> Of(Type type) => Known.GetValue(type, Find);

    private static ObjectMember[] Find(Type type)
    {
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanRead && property.GetMethod!.IsPublic && property.GetIndexParameters().Length == 0 && !property.PropertyType.IsByRefLike)
            .Select(property => new ObjectMember(property.Name, property.PropertyType, property.MetadataToken, property.GetValue));
        var fields = type.GetFields(BindingFlags.Public | BindingFlags.Instance)
            .Select(field => new ObjectMember(field.Name, field.FieldType, field.MetadataToken, field.GetValue));
        return [.. properties.Concat(fields)];
    }
}
