namespace TorchSharp.Extras;

/// <summary>Where a storage's elements lie in the file.</summary>
/// <param name="Begin">First byte.</param>
/// <param name="Length">Number of bytes.</param>
/// <param name="Checksum">CRC-32 of them; null where the format has none.</param>
internal sealed record PthPlace(long Begin, long Length, uint? Checksum);
