using System.Buffers.Binary;
using System.IO.Compression;

namespace Research.Imaging.Tests.Codecs;

/// <summary>
/// Writes PNG files of every colour type, depth and interlacing straight from the specification, without libspng, so that the
/// reader is tested against something independent of it.
/// </summary>
internal static class TestPng
{
    // First column, first row, column step, row step of Adam7's passes (PNG specification 8.2).
    private static readonly (int X, int Y, int Dx, int Dy)[] Adam7 =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    public static byte[] Write(
        int width, int height, int bitDepth, int colourType, ushort[] samples,
        bool interlaced = false, byte[]? palette = null, params (string Type, byte[] Body)[] extra)
    {
        int channels = colourType switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        var raw = new MemoryStream();
        foreach (var (x0, y0, dx, dy) in interlaced ? Adam7 : [(0, 0, 1, 1)])
        {
            if (x0 >= width) continue;
            for (int y = y0; y < height; y += dy)
                WriteRow(raw, width, channels, bitDepth, samples, y, x0, dx);
        }
        var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        Chunk(file, "IHDR", Header(width, height, bitDepth, colourType, interlaced));
        if (palette is not null) Chunk(file, "PLTE", palette);
        foreach (var (type, body) in extra) Chunk(file, type, body);
        Chunk(file, "IDAT", Deflate(raw.ToArray()));
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    /// <summary>Only signature, header, the given packed data and the end, for files that lie.</summary>
    public static byte[] Lying(uint width, uint height, int bitDepth, int colourType, byte[] idat)
    {
        var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        Chunk(file, "IHDR", Header((int)width, (int)height, bitDepth, colourType, false));
        Chunk(file, "IDAT", idat);
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    /// <summary>Sets the checksums of all chunks right again, as far as the chunks can be followed.</summary>
    public static void RepairChecksums(byte[] file)
    {
        for (int at = 8; at + 12 <= file.Length;)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
            if (length > file.Length - at - 12) return;
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(at + 8 + (int)length), Crc(file.AsSpan(at + 4, 4 + (int)length)));
            at += 12 + (int)length;
        }
    }

    public static byte[] Deflate(ReadOnlySpan<byte> data)
    {
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true)) zlib.Write(data);
        return packed.ToArray();
    }

    /// <summary>Packs so many MiB of zeros without holding them.</summary>
    public static byte[] DeflateZeros(int mebibytes)
    {
        var packed = new MemoryStream();
        byte[] zeros = new byte[1 << 20];
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            for (int i = 0; i < mebibytes; i++) zlib.Write(zeros);
        return packed.ToArray();
    }

    private static byte[] Header(int width, int height, int bitDepth, int colourType, bool interlaced)
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = ((byte)bitDepth, (byte)colourType, (byte)(interlaced ? 1 : 0));
        return header;
    }

    private static void WriteRow(Stream raw, int width, int channels, int bits, ushort[] samples, int y, int x0, int dx)
    {
        raw.WriteByte(0); // no filter
        int held = 0, heldBits = 0;
        for (int x = x0; x < width; x += dx)
        {
            for (int c = 0; c < channels; c++)
            {
                held = held << bits | samples[(y * width + x) * channels + c];
                for (heldBits += bits; heldBits >= 8; heldBits -= 8) raw.WriteByte((byte)(held >> (heldBits - 8)));
                held &= (1 << heldBits) - 1;
            }
        }
        if (heldBits > 0) raw.WriteByte((byte)(held << (8 - heldBits)));
    }

    private static void Chunk(Stream file, string type, byte[] body)
    {
        Span<byte> number = stackalloc byte[4];
        byte[] typed = [.. System.Text.Encoding.ASCII.GetBytes(type), .. body];
        BinaryPrimitives.WriteInt32BigEndian(number, body.Length);
        file.Write(number);
        file.Write(typed);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(typed));
        file.Write(number);
    }

    // Bit by bit, as annex D of the specification defines it.
    private static uint Crc(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in data)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
        }
        return ~crc;
    }
}
