using static TorchSharp.torch;

namespace TorchSharp.Extras;

/// <summary>The format's names of element types.</summary>
internal static class ElementTypes
{
    private static readonly (string Name, ScalarType Type, int Size)[] Table =
    [
        ("F32", ScalarType.Float32, 4), ("F64", ScalarType.Float64, 8), ("F16", ScalarType.Float16, 2), ("BF16", ScalarType.BFloat16, 2),
        ("I64", ScalarType.Int64, 8), ("I32", ScalarType.Int32, 4), ("I16", ScalarType.Int16, 2), ("I8", ScalarType.Int8, 1),
        ("U8", ScalarType.Byte, 1), ("BOOL", ScalarType.Bool, 1),
    ];

    public static string Names => string.Join(", ", Table.Select(row => row.Name));

    public static bool TryFind(string? name, out ScalarType type, out int size)
    {
        foreach (var row in Table)
        {
            if (row.Name != name) continue;
            (type, size) = (row.Type, row.Size);
            return true;
        }

        (type, size) = (default, 0);
        return false;
    }

    public static string NameOf(ScalarType type)
    {
        foreach (var row in Table)
            if (row.Type == type) return row.Name;
        throw new ArgumentException($"safetensors has no element type for {type}; it has {Names}");
    }
}
