using System.Buffers.Binary;

namespace Research.Imaging.Codecs;

/// <summary>The parts of a PNG file that hold its picture, found with every chunk's length, order and checksum verified.</summary>
internal sealed class PngChunks
{
    private static readonly uint Ihdr = Type("IHDR"u8), Plte = Type("PLTE"u8), Idat = Type("IDAT"u8), Iend = Type("IEND"u8);

    // Bit 5 of the first letter: small letters mark chunks that a reader may skip (PNG specification 5.4).
    private const uint Ancillary = 0x20000000;

    private PngChunks(List<(int Start, int Length)> picture, Palette? palette) => (Picture, Palette) = (picture, palette);

    /// <summary>Where the pieces of the compressed picture lie in the file.</summary>
    public IReadOnlyList<(int Start, int Length)> Picture { get; }

    /// <summary>The palette, where the file has one.</summary>
    public Palette? Palette { get; }

    /// <summary>Walks a file to its end chunk.</summary>
    /// <exception cref="ImageFormatException">A chunk is damaged, cut short, unknown and needed, or out of order.</exception>
    public static PngChunks Read(ReadOnlySpan<byte> data, string name)
    {
        var picture = new List<(int, int)>();
        Palette? palette = null;
        uint previous = 0;
        for (int at = 8; at + 12 <= data.Length;)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(data[at..]), type = BinaryPrimitives.ReadUInt32BigEndian(data[(at + 4)..]);
            if (length > data.Length - at - 12) break;
            ReadOnlySpan<byte> typed = data.Slice(at + 4, 4 + (int)length);
            if (Crc32.Of(typed) != BinaryPrimitives.ReadUInt32BigEndian(data[(at + 8 + (int)length)..]))
                throw Damaged(name, $"wrong checksum of the chunk {Letters(typed)} at byte {at}");

            if (type == Iend)
                return length == 0 && picture.Count > 0 ? new PngChunks(picture, palette) : throw Damaged(name, "no picture before the end chunk");
            if (type == Idat)
            {
                if (picture.Count > 0 && previous != Idat) throw Damaged(name, $"picture data interrupted before byte {at}");
                picture.Add((at + 8, (int)length));
            }
            else if (type == Plte)
            {
                if (palette is not null || picture.Count > 0) throw Damaged(name, $"a palette out of place at byte {at}");
                palette = ReadPalette(typed[4..], name);
            }
            else if ((type & Ancillary) == 0 && (type != Ihdr || at != 8))
            {
                throw Damaged(name, $"unknown or misplaced chunk {Letters(typed)} at byte {at}");
            }
            previous = type;
            at += 12 + (int)length;
        }
        throw new ImageFormatException(name, $"cut short or damaged: a PNG file of {data.Length:N0} bytes without its end chunk");
    }

    private static Palette ReadPalette(ReadOnlySpan<byte> body, string name)
    {
        if (body.Length is 0 or > 768 || body.Length % 3 != 0) throw Damaged(name, $"a palette of {body.Length} bytes");
        var colours = new (byte, byte, byte)[body.Length / 3];
        for (int i = 0; i < colours.Length; i++) colours[i] = (body[3 * i], body[3 * i + 1], body[3 * i + 2]);
        return new Palette(colours);
    }

    private static uint Type(ReadOnlySpan<byte> letters) => BinaryPrimitives.ReadUInt32BigEndian(letters);

    private static string Letters(ReadOnlySpan<byte> typed) =>
        string.Concat(typed[..4].ToArray().Select(letter => char.IsAsciiLetter((char)letter) ? (char)letter : '?'));

    private static ImageFormatException Damaged(string name, string problem) => new(name, $"damaged PNG: {problem}");
}
