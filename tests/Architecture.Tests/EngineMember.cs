namespace Research.Architecture.Tests;

/// <summary>A member of lib/Torch that an assembly refers to.</summary>
/// <param name="Type">Its type, as api.txt writes it, without type arguments.</param>
/// <param name="Name">Its name in metadata, without the dot of constructors.</param>
/// <param name="Parameters">Parameter types, as api.txt writes them, type variables as ?; null for a field or a type.</param>
internal sealed record EngineMember(string Type, string Name, string? Parameters)
{
    /// <summary>The member as one line.</summary>
    public string Text => Name.Length == 0 ? $"type {Type}" : Parameters is null ? $"{Type}.{Name}" : $"{Type}.{Name}({Parameters})";
}
