using static TorchSharp.torch;

namespace TorchSharp.Extras;

/// <summary>PyTorch's names of element types and of the storages that hold them.</summary>
internal static class PthTypes
{
    private static readonly (string Dtype, string Storage, ScalarType Type, int Size)[] Table =
    [
        ("float32", "FloatStorage", ScalarType.Float32, 4), ("float64", "DoubleStorage", ScalarType.Float64, 8),
        ("float16", "HalfStorage", ScalarType.Float16, 2), ("bfloat16", "BFloat16Storage", ScalarType.BFloat16, 2),
        ("int64", "LongStorage", ScalarType.Int64, 8), ("int32", "IntStorage", ScalarType.Int32, 4),
        ("int16", "ShortStorage", ScalarType.Int16, 2), ("int8", "CharStorage", ScalarType.Int8, 1),
        ("uint8", "ByteStorage", ScalarType.Byte, 1), ("bool", "BoolStorage", ScalarType.Bool, 1),
        ("complex64", "ComplexFloatStorage", ScalarType.ComplexFloat32, 8), ("complex128", "ComplexDoubleStorage", ScalarType.ComplexFloat64, 16),
    ];

    public static ScalarType? OfDtype(string name) => Find(row => row.Dtype == name);

    public static ScalarType? OfStorage(string name) => Find(row => row.Storage == name);

    public static int SizeOf(ScalarType type) => Table.First(row => row.Type == type).Size;

    private static ScalarType? Find(Func<(string Dtype, string Storage, ScalarType Type, int Size), bool> match)
    {
        foreach (var row in Table)
            if (match(row)) return row.Type;
        return null;
    }
}
