namespace TorchSharp;

/// <summary>The key under which a field is registered, where it is not the field's name.</summary>
[AttributeUsage(AttributeTargets.Field, AllowMultiple = false)]
public class ComponentNameAttribute : Attribute
{
    public string? Name { get; set; }
}
