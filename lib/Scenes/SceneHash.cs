using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Runtime.InteropServices;

namespace Research.Scenes;

/// <summary>Fingerprints of scenes.</summary>
public static class SceneHash
{
    /// <summary>SHA-256 over colour, labels, instances and depth, lower-case hexadecimal.</summary>
    /// <param name="scene">A scene.</param>
    public static string Of(Scene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> header = stackalloc byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(header, scene.Colour.Width);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], scene.Colour.Height);
        hash.AppendData(header);
        hash.AppendData(scene.Colour.Pixels);
        hash.AppendData(scene.Labels.Labels);
        hash.AppendData(MemoryMarshal.AsBytes(scene.Instances.AsSpan()));
        hash.AppendData(MemoryMarshal.AsBytes(scene.Depth.Metres.AsSpan()));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
