using System.Buffers.Binary;

namespace Research.Imaging.Codecs;

/// <summary>The checksum of PNG chunks (PNG specification, annex D), eight bytes at a time by eight tables.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[] Tables = MakeTables();

    public static uint Of(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        ReadOnlySpan<uint> table = Tables;
        while (data.Length >= 8)
        {
            uint low = crc ^ BinaryPrimitives.ReadUInt32LittleEndian(data), high = BinaryPrimitives.ReadUInt32LittleEndian(data[4..]);
            crc = table[(int)(1792 + (low & 255))] ^ table[(int)(1536 + (low >> 8 & 255))]
                ^ table[(int)(1280 + (low >> 16 & 255))] ^ table[(int)(1024 + (low >> 24))]
                ^ table[(int)(768 + (high & 255))] ^ table[(int)(512 + (high >> 8 & 255))]
                ^ table[(int)(256 + (high >> 16 & 255))] ^ table[(int)(high >> 24)];
            data = data[8..];
        }
        foreach (byte value in data) crc = table[(int)((crc ^ value) & 255)] ^ crc >> 8;
        return ~crc;
    }

    // Table k holds the effect of a byte that is followed by k zero bytes.
    private static uint[] MakeTables()
    {
        var tables = new uint[8 * 256];
        for (uint value = 0; value < 256; value++)
        {
            uint crc = value;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? crc >> 1 ^ Polynomial : crc >> 1;
            tables[value] = crc;
        }
        for (int i = 256; i < tables.Length; i++) tables[i] = tables[i - 256] >> 8 ^ tables[tables[i - 256] & 255];
        return tables;
    }
}
