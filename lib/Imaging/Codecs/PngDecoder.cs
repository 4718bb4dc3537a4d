using System.Buffers;
using System.Runtime.InteropServices;

namespace Research.Imaging.Codecs;

/// <summary>Decodes PNG bytes, with checksums verified and limits set.</summary>
internal static unsafe class PngDecoder
{
    /// <summary>8-bit RGB: greys and palette indices are expanded, 16-bit samples keep their high byte, alpha is dropped.</summary>
    public static RgbImage Rgb(ReadOnlySpan<byte> data, string name, ImageLimits limits)
    {
        PngHeader header = PngHeader.Read(data, data.Length, name, limits);
        byte[] pixels = GC.AllocateUninitializedArray<byte>(PixelCount.Of(header.Width, header.Height, 3));
        Decode(data, name, limits, header, SpngNative.FormatRgb8, pixels);
        return new RgbImage(header.Width, header.Height, pixels);
    }

    /// <summary>Grey values or palette indices of at most 8 bits.</summary>
    public static LabelMap Labels(ReadOnlySpan<byte> data, string name, ImageLimits limits)
    {
        PngHeader header = PngHeader.Read(data, data.Length, name, limits);
        if (header.Channels != 1 || header.BitDepth > 8)
            throw new ImageFormatException(
                name, $"expected labels in one channel of at most 8 bits, found {header.Channels} channel(s) of {header.BitDepth} bits");
        byte[] labels = new byte[PixelCount.Of(header.Width, header.Height)];
        if (header.BitDepth == 8)
            Decode(data, name, limits, header, SpngNative.FormatPng, labels);
        else
            DecodePacked(data, name, limits, header, (row, y) => Unpack(row, header.BitDepth, labels.AsSpan(y * header.Width, header.Width)));
        return new LabelMap(header.Width, header.Height, labels);
    }

    /// <summary>The values as the file holds them.</summary>
    public static RawImage Raw(ReadOnlySpan<byte> data, string name, ImageLimits limits)
    {
        PngHeader header = PngHeader.Read(data, data.Length, name, limits);
        int rowSamples = header.Width * header.Channels;
        var samples = new ushort[PixelCount.Of(header.Width, header.Height, header.Channels)];
        Palette? palette;
        if (header.BitDepth == 16)
        {
            palette = Decode(data, name, limits, header, SpngNative.FormatPng, MemoryMarshal.AsBytes(samples.AsSpan()));
        }
        else
        {
            palette = DecodePacked(data, name, limits, header, (row, y) =>
            {
                Span<ushort> target = samples.AsSpan(y * rowSamples, rowSamples);
                if (header.BitDepth == 8) Widen(row, target);
                else Unpack(row, header.BitDepth, target);
            });
        }
        int bitDepth = header.BitDepth == 16 ? 16 : 8;
        return new RawImage(header.Width, header.Height, header.Channels, bitDepth, samples, palette) { SourceBitDepth = header.BitDepth };
    }

    private delegate void RowReader(ReadOnlySpan<byte> packed, int y);

    // Decodes into a rented buffer of packed rows and hands each row on.
    private static Palette? DecodePacked(ReadOnlySpan<byte> data, string name, ImageLimits limits, PngHeader header, RowReader read)
    {
        int rowBytes = checked((int)header.RowBytes);
        int length = checked(rowBytes * header.Height);
        byte[] packed = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            // libspng ORs the samples of interlaced rows below 8 bits into place: the buffer must start as zeros.
            if (header.BitDepth < 8) packed.AsSpan(0, length).Clear();
            Palette? palette = Decode(data, name, limits, header, SpngNative.FormatPng, packed.AsSpan(0, length));
            for (int y = 0; y < header.Height; y++) read(packed.AsSpan(y * rowBytes, rowBytes), y);
            return palette;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(packed);
        }
    }

    private static Palette? Decode(
        ReadOnlySpan<byte> data, string name, ImageLimits limits, PngHeader header, int format, Span<byte> target)
    {
        bool ownLayout = format == SpngNative.FormatPng || header is { ColourType: PngHeader.Rgb, BitDepth: 8 };
        return ownLayout && FastPngDecoder.Handles(header)
            ? FastPngDecoder.Decode(data, name, header, target)
            : DecodeBySpng(data, name, limits, header, format, target);
    }

    /// <summary>Decodes any file by libspng, which also converts to 8-bit RGB (tests compare it with the fast decoder).</summary>
    internal static Palette? DecodeBySpng(
        ReadOnlySpan<byte> data, string name, ImageLimits limits, PngHeader header, int format, Span<byte> target)
    {
        PngHeader.CheckComplete(data, name);
        nint context = SpngNative.ContextNew(0);
        if (context == 0) throw new InsufficientMemoryException("libspng could not make a context");
        try
        {
            fixed (byte* source = data)
            fixed (byte* output = target)
            {
                nuint metadata = (nuint)limits.MaxMetadataBytes;
                Check(SpngNative.SetCrcAction(context, SpngNative.CrcError, SpngNative.CrcError), name);
                Check(SpngNative.SetImageLimits(context, (uint)limits.MaxSide, (uint)limits.MaxSide), name);
                Check(SpngNative.SetChunkLimits(context, metadata, metadata), name);
                Check(SpngNative.SetPngBuffer(context, source, (nuint)data.Length), name);

                nuint expected = 0;
                Check(SpngNative.DecodedImageSize(context, format, &expected), name);
                if (expected != (nuint)target.Length)
                    throw new ImageFormatException(name, $"expected {target.Length} decoded bytes, libspng announces {expected}");
                Check(SpngNative.DecodeImage(context, output, (nuint)target.Length, format, 0), name);
                // Reads on to IEND, so that a file cut after its last pixel or with a wrong last checksum is found too.
                Check(SpngNative.DecodeChunks(context), name);
                // A palette in an RGB file is only a suggestion for poor displays.
                return header.ColourType == PngHeader.Indexed ? ReadPalette(context) : null;
            }
        }
        finally
        {
            SpngNative.ContextFree(context);
        }
    }

    private static Palette? ReadPalette(nint context)
    {
        SpngNative.Plte entries = default;
        if (SpngNative.GetPlte(context, &entries) != 0 || entries.Count == 0) return null;
        var colours = new (byte, byte, byte)[entries.Count];
        for (int i = 0; i < colours.Length; i++)
            colours[i] = (entries.Rgba[4 * i], entries.Rgba[4 * i + 1], entries.Rgba[4 * i + 2]);
        return new Palette(colours);
    }

    private static void Check(int error, string name)
    {
        if (error != 0) throw new ImageFormatException(name, $"damaged or unreadable PNG: {SpngNative.Describe(error)}");
    }

    private static void Widen(ReadOnlySpan<byte> source, Span<ushort> target)
    {
        for (int i = 0; i < target.Length; i++) target[i] = source[i];
    }

    // PNG packs samples below 8 bits from the high bits down.
    private static void Unpack<T>(ReadOnlySpan<byte> source, int bits, Span<T> target)
        where T : System.Numerics.INumberBase<T>
    {
        int perByte = 8 / bits, mask = (1 << bits) - 1;
        for (int x = 0; x < target.Length; x++)
            target[x] = T.CreateTruncating((source[x / perByte] >> (8 - bits * (x % perByte + 1))) & mask);
    }
}
