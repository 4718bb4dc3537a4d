using static TorchSharp.torch;

namespace TorchSharp.Extras;

/// <summary>Where one tensor lies in a safetensors file.</summary>
/// <param name="Name">The tensor's name.</param>
/// <param name="Type">Element type.</param>
/// <param name="Shape">Sizes; empty for a scalar.</param>
/// <param name="Begin">First byte, counted from the end of the header.</param>
/// <param name="End">Byte after the last, counted from the end of the header.</param>
internal sealed record TensorEntry(string Name, ScalarType Type, long[] Shape, long Begin, long End);
