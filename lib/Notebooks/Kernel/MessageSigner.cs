using System.Security.Cryptography;
using System.Text;

namespace Research.Notebooks.Kernel;

/// <summary>Signs the four JSON parts of a message with HMAC-SHA256, as hexadecimal text; an empty key means unsigned.</summary>
internal sealed class MessageSigner(string key)
{
    private readonly byte[] key = Encoding.UTF8.GetBytes(key);

    public byte[] Sign(IReadOnlyList<byte[]> parts)
    {
        if (key.Length == 0)
            return [];
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        foreach (var part in parts)
            mac.AppendData(part);
        return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(mac.GetHashAndReset()));
    }

    /// <summary>Compares in a time that does not depend on where the signatures differ.</summary>
    public bool Verify(byte[] signature, IReadOnlyList<byte[]> parts) =>
        key.Length == 0 || CryptographicOperations.FixedTimeEquals(Sign(parts), signature);
}
