using System.Text;

namespace TorchSharp.Interop;

/// <summary>UTF-8 texts out of the shim.</summary>
internal static unsafe class NativeText
{
    internal delegate int Reader(byte* buffer, int capacity);

    /// <summary>Reads a text of any length: once for the length, again where it did not fit.</summary>
    internal static string Read(Reader reader)
    {
        Span<byte> small = stackalloc byte[1024];
        fixed (byte* p = small)
        {
            var length = reader(p, small.Length);
            if (length <= small.Length) return Encoding.UTF8.GetString(small[..Math.Max(0, length)]);
            var large = new byte[length];
            fixed (byte* q = large) reader(q, length);
            return Encoding.UTF8.GetString(large);
        }
    }

    internal static byte[] Zero(string text)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(text) + 1];
        Encoding.UTF8.GetBytes(text, bytes);
        return bytes;
    }
}
