using static TorchSharp.torch;

namespace TorchSharp.Extras;

/// <summary>A run of elements in a .pth file, by the name that its pickle gives it.</summary>
/// <param name="Key">Name of the storage.</param>
/// <param name="Type">Element type.</param>
/// <param name="Count">Number of elements.</param>
internal sealed record PthStorage(string Key, ScalarType Type, long Count)
{
    public int ElementSize => PthTypes.SizeOf(Type);

    public long Bytes => checked(Count * ElementSize);
}
