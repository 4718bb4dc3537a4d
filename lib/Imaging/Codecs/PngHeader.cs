using System.Buffers.Binary;

namespace Research.Imaging.Codecs;

/// <summary>The first chunk of a PNG file, read and judged without the native library.</summary>
internal readonly record struct PngHeader(int Width, int Height, int BitDepth, int ColourType, bool Interlaced)
{
    public const int Grey = 0, Rgb = 2, Indexed = 3, GreyAlpha = 4, Rgba = 6;

    /// <summary>Signature, chunk length, chunk type and the fields that are looked at.</summary>
    public const int Length = 8 + 8 + 13;

    // Deflate cannot pack better than 258 bytes into 2 bits, which is 1032 to 1.
    private const long MaxDeflateRatio = 1032;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    // Length 0, type IEND, its checksum.
    private static ReadOnlySpan<byte> EndChunk => [0, 0, 0, 0, (byte)'I', (byte)'E', (byte)'N', (byte)'D', 0xAE, 0x42, 0x60, 0x82];

    public int Channels => ColourType switch { GreyAlpha => 2, Rgb => 3, Rgba => 4, _ => 1 };

    /// <summary>Bytes of one pixel of at least 8 bits per sample.</summary>
    public int PixelBytes => Channels * BitDepth / 8;

    /// <summary>Bytes of one row as the file packs it.</summary>
    public long RowBytes => ((long)Width * Channels * BitDepth + 7) / 8;

    public static bool HasSignature(ReadOnlySpan<byte> data) => data.StartsWith(Signature);

    /// <summary>Reads the header and refuses what cannot be true.</summary>
    /// <param name="data">The file, or its first <see cref="Length"/> bytes or more.</param>
    /// <param name="fileBytes">Length of the whole file.</param>
    /// <param name="name">For messages.</param>
    /// <param name="limits">What is allowed.</param>
    /// <exception cref="ImageFormatException">Not a PNG, or a header that lies.</exception>
    public static PngHeader Read(ReadOnlySpan<byte> data, long fileBytes, string name, ImageLimits limits)
    {
        if (!HasSignature(data)) throw new ImageFormatException(name, "expected a PNG file, the signature is another one");
        if (data.Length < Length) throw new ImageFormatException(name, $"cut short: a PNG file of {fileBytes} bytes");
        if (!data.Slice(12, 4).SequenceEqual("IHDR"u8) || BinaryPrimitives.ReadUInt32BigEndian(data[8..]) != 13)
            throw new ImageFormatException(name, "expected the PNG header chunk IHDR of 13 bytes at the start");

        long width = BinaryPrimitives.ReadUInt32BigEndian(data[16..]);
        long height = BinaryPrimitives.ReadUInt32BigEndian(data[20..]);
        limits.Check(name, width, height);

        var header = new PngHeader((int)width, (int)height, data[24], data[25], data[28] == 1);
        bool known = header.ColourType switch
        {
            Grey => header.BitDepth is 1 or 2 or 4 or 8 or 16,
            Indexed => header.BitDepth is 1 or 2 or 4 or 8,
            Rgb or GreyAlpha or Rgba => header.BitDepth is 8 or 16,
            _ => false,
        };
        if (!known)
            throw new ImageFormatException(name, $"no PNG has colour type {header.ColourType} with {header.BitDepth} bits");

        if (data[26] != 0 || data[27] != 0 || data[28] > 1)
            throw new ImageFormatException(name, $"no PNG has the methods {data[26]}, {data[27]}, {data[28]} in its header");

        long unpacked = (header.RowBytes + 1) * header.Height;
        if (unpacked / MaxDeflateRatio > fileBytes)
            throw new ImageFormatException(
                name, $"the header says {width} x {height} pixels, more than a file of {fileBytes:N0} bytes can hold");
        return header;
    }

    /// <summary>Refuses a file that ends before its end chunk, which libspng tolerates in part.</summary>
    /// <exception cref="ImageFormatException">A chunk does not end in the file, or there is no whole end chunk.</exception>
    public static void CheckComplete(ReadOnlySpan<byte> data, string name)
    {
        long at = 8;
        while (at + 12 <= data.Length)
        {
            ReadOnlySpan<byte> rest = data[(int)at..];
            if (rest.StartsWith(EndChunk)) return;
            at += 12 + BinaryPrimitives.ReadUInt32BigEndian(rest);
        }
        throw new ImageFormatException(name, $"cut short or damaged: a PNG file of {data.Length:N0} bytes without its end chunk");
    }
}
