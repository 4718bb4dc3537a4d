namespace Research.Imaging.Codecs;

/// <summary>
/// The frame header of a JPEG file, found by walking its markers (ITU T.81, annex B) without the native library.
/// </summary>
internal readonly record struct JpegHeader(int Width, int Height, int Components)
{
    private const byte StartOfImage = 0xD8, EndOfImage = 0xD9, StartOfScan = 0xDA, Tem = 0x01;

    public static bool HasSignature(ReadOnlySpan<byte> data) => data.StartsWith<byte>([0xFF, StartOfImage, 0xFF]);

    /// <summary>Reads the frame header.</summary>
    /// <param name="data">The file, or its beginning.</param>
    /// <param name="fileBytes">Length of the whole file.</param>
    /// <param name="name">For messages.</param>
    /// <param name="limits">What is allowed.</param>
    /// <returns>The header, or null where <paramref name="data"/> is only a beginning and ends before it.</returns>
    /// <exception cref="ImageFormatException">Not a JPEG, of a kind that is not read, or a header that lies.</exception>
    public static JpegHeader? Read(ReadOnlySpan<byte> data, long fileBytes, string name, ImageLimits limits)
    {
        if (!HasSignature(data)) throw new ImageFormatException(name, "expected a JPEG file, the signature is another one");
        int at = 2;
        while (NextSegment(data, ref at, name, out byte marker, out ReadOnlySpan<byte> body))
        {
            if (IsFrame(marker)) return ReadFrame(marker, body, fileBytes, name, limits);
            if (marker is StartOfScan or EndOfImage)
                throw new ImageFormatException(name, "damaged JPEG: no frame header before the picture data");
        }
        return data.Length < fileBytes ? null : throw new ImageFormatException(name, "cut short: a JPEG file without a frame header");
    }

    /// <summary>Refuses a file that ends before its end marker.</summary>
    /// <exception cref="ImageFormatException">There is no end marker, or a segment does not end in the file.</exception>
    public static void CheckComplete(ReadOnlySpan<byte> data, string name)
    {
        int at = 2;
        while (NextSegment(data, ref at, name, out byte marker, out _))
        {
            if (marker == EndOfImage) return;
            if (marker == StartOfScan) SkipEntropyCoded(data, ref at);
        }
        throw new ImageFormatException(name, "cut short: a JPEG file without its end marker");
    }

    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static JpegHeader ReadFrame(byte marker, ReadOnlySpan<byte> body, long fileBytes, string name, ImageLimits limits)
    {
        if (marker > 0xC2)
            throw new ImageFormatException(
                name, $"expected a baseline, extended or progressive Huffman-coded JPEG, found frame type 0x{marker:X2}");
        if (body.Length < 6 || body.Length < 6 + 3 * body[5])
            throw new ImageFormatException(name, "damaged JPEG: the frame header is too short");
        if (body[0] != 8) throw new ImageFormatException(name, $"expected a JPEG of 8 bits per sample, found {body[0]}");

        int height = body[1] << 8 | body[2], width = body[3] << 8 | body[4], components = body[5];
        limits.Check(name, width, height);
        if (components is not (1 or 3 or 4))
            throw new ImageFormatException(name, $"expected a JPEG of 1, 3 or 4 components, found {components}");

        // Every block of 8 x 8 samples costs at least one bit, the code of its mean.
        long bits = CountBlocks(body[6..], width, height, components);
        if (bits / 8 > fileBytes)
            throw new ImageFormatException(
                name, $"the header says {width} x {height} pixels, more than a file of {fileBytes:N0} bytes can hold");
        return new JpegHeader(width, height, components);
    }

    private static long CountBlocks(ReadOnlySpan<byte> components, int width, int height, int count)
    {
        int largestH = 1, largestV = 1;
        for (int i = 0; i < count; i++)
        {
            largestH = Math.Max(largestH, components[3 * i + 1] >> 4);
            largestV = Math.Max(largestV, components[3 * i + 1] & 15);
        }
        long blocks = 0;
        for (int i = 0; i < count; i++)
        {
            int h = components[3 * i + 1] >> 4, v = components[3 * i + 1] & 15;
            long columns = ((long)width * h + largestH - 1) / largestH, rows = ((long)height * v + largestV - 1) / largestV;
            blocks += (columns + 7) / 8 * ((rows + 7) / 8);
        }
        return blocks;
    }

    // Moves to the next marker and past its segment; false where the data end first.
    private static bool NextSegment(ReadOnlySpan<byte> data, ref int at, string name, out byte marker, out ReadOnlySpan<byte> body)
    {
        marker = 0;
        body = default;
        if (at + 1 >= data.Length) return false;
        if (data[at] != 0xFF) throw new ImageFormatException(name, $"damaged JPEG: expected a marker at byte {at}, found 0x{data[at]:X2}");
        while (at < data.Length && data[at] == 0xFF) at++; // any number of fill bytes may stand before a marker
        if (at >= data.Length) return false;
        marker = data[at++];
        if (marker is EndOfImage or Tem or >= 0xD0 and <= 0xD7) return true;

        if (at + 2 > data.Length) return false;
        int length = data[at] << 8 | data[at + 1];
        if (length < 2) throw new ImageFormatException(name, $"damaged JPEG: segment 0x{marker:X2} at byte {at} has length {length}");
        if (at + length > data.Length) return false;
        body = data.Slice(at + 2, length - 2);
        at += length;
        return true;
    }

    // Within coded data FF is followed by 00 (a data byte FF) or a restart marker; anything else ends the scan.
    private static void SkipEntropyCoded(ReadOnlySpan<byte> data, ref int at)
    {
        while (at < data.Length)
        {
            int found = data[at..].IndexOf((byte)0xFF);
            if (found < 0 || at + found + 1 >= data.Length)
            {
                at = data.Length;
                return;
            }
            at += found;
            if (data[at + 1] is not (0 or >= 0xD0 and <= 0xD7)) return;
            at += 2;
        }
    }
}
