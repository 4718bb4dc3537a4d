using System.Reflection;
using System.Runtime.CompilerServices;
using TorchSharp;

namespace Research.Torch.Tests;

/// <summary>Keeps lib/Torch/api.txt true: it lists each public member and how it stands to TorchSharp's.</summary>
public class ApiListTests
{
    private static readonly string ListFile = Path.Combine(AppContext.BaseDirectory, "api.txt");

    [Fact]
    public void ApiList_AndAssembly_HaveTheSameMembers()
    {
        var listed = File.ReadLines(ListFile).Where(line => line.Length > 2 && line[0] != '#').ToArray();
        Assert.All(listed, line => Assert.Contains(line[0], "=~+"));
        var expected = listed.Select(line => line[2..]).ToHashSet();
        var actual = Members().ToHashSet();
        // Where this fails: enter the new lines with "= " (as TorchSharp 0.107 has it), "~ " or "+ " (added), take the others out.
        Assert.Equal([], actual.Except(expected).Order());
        Assert.Equal([], expected.Except(actual).Order());
    }

    private static IEnumerable<string> Members()
    {
        foreach (var type in typeof(torch).Assembly.GetExportedTypes())
        {
            yield return $"type {Name(type)}";
            const BindingFlags own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
            foreach (var member in type.GetMembers(own))
                if (Text(member) is { } text) yield return $"{Name(type)}.{text}";
        }
    }

    private static string? Text(MemberInfo member) => member switch
    {
        MethodInfo { IsSpecialName: true } method when !method.Name.StartsWith("op_", StringComparison.Ordinal) => null,
        MethodBase method when !Seen(method) || member.IsDefined(typeof(CompilerGeneratedAttribute)) => null,
        MethodBase method => $"{method.Name.TrimStart('.')}({Parameters(method.GetParameters())})",
        PropertyInfo property when !property.GetAccessors(true).Any(Seen) => null,
        PropertyInfo property when property.GetIndexParameters() is { Length: > 0 } indices => $"this[{Parameters(indices)}]",
        PropertyInfo property => property.Name,
        FieldInfo { IsPublic: false, IsFamily: false, IsFamilyOrAssembly: false } => null,
        FieldInfo { Name: "value__" } => null,
        FieldInfo field => field.Name,
        _ => null,
    };

    private static bool Seen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Parameters(ParameterInfo[] parameters) => string.Join(", ", parameters.Select(p => $"{Name(p.ParameterType)} {p.Name}"));

    private static string Name(Type type)
    {
        if (type.IsByRef) return $"ref {Name(type.GetElementType()!)}";
        if (type.IsArray) return $"{Name(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (type.IsGenericParameter) return type.Name;
        var own = type.Name.Split('`')[0];
        if (type.IsNested) own = $"{Name(type.DeclaringType!).Split('<')[0]}.{own}";
        return type.IsGenericType ? $"{own}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : own;
    }
}
