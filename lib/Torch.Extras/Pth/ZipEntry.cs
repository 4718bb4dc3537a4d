namespace TorchSharp.Extras;

/// <summary>One file inside a zip archive.</summary>
/// <param name="Name">Its path in the archive.</param>
/// <param name="Begin">First byte of its content in the archive.</param>
/// <param name="Length">Bytes that it takes in the archive.</param>
/// <param name="Checksum">CRC-32 of its content.</param>
/// <param name="Plain">Whether the content lies there as it is, neither compressed nor encrypted.</param>
internal sealed record ZipEntry(string Name, long Begin, long Length, uint Checksum, bool Plain)
{
    public long End => Begin + Length;
}
