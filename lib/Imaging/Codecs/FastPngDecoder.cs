using System.Buffers;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Research.Imaging.Codecs;

/// <summary>
/// Decodes the PNG files that data sets consist of, 8 and 16 bits without interlacing, in their own layout: the runtime's
/// zlib-ng unpacks twice as fast as the zlib behind libspng, and filters are undone by vectors. All other files, and
/// conversions between layouts, are libspng's.
/// </summary>
internal static unsafe class FastPngDecoder
{
    // Rows are unpacked in blocks that stay in the second-level cache until their filters are undone.
    private const int BlockBytes = 128 * 1024;

    /// <summary>Whether a file of this header is decoded here.</summary>
    public static bool Handles(PngHeader header) => header is { Interlaced: false, BitDepth: 8 or 16 };

    /// <summary>Decodes into the file's own layout, 16-bit samples in the machine's byte order.</summary>
    /// <returns>The palette, where the file is one of indices.</returns>
    /// <exception cref="ImageFormatException">The file is damaged or cut short.</exception>
    public static Palette? Decode(ReadOnlySpan<byte> data, string name, PngHeader header, Span<byte> target)
    {
        PngChunks chunks = PngChunks.Read(data, name);
        if (header.ColourType == PngHeader.Indexed && chunks.Palette is null) throw new ImageFormatException(name, "damaged PNG: no palette");
        try
        {
            fixed (byte* file = data)
            {
                using var packed = new ZLibStream(new ChunkStream(file, chunks.Picture), CompressionMode.Decompress);
                ReadRows(packed, name, header, target);
                // At the end the unpacker compares its own checksum; surplus bytes would be a picture larger than announced.
                if (packed.ReadByte() >= 0) throw new ImageFormatException(name, "damaged PNG: more picture data than the header announces");
            }
        }
        // A stream that asks for a preset dictionary raises an internal kind of IOException.
        catch (Exception error) when (error is InvalidDataException or (IOException and not ImageFormatException))
        {
            throw new ImageFormatException(name, $"damaged PNG: picture data cannot be unpacked ({error.Message})", error);
        }
        if (header.BitDepth == 16 && BitConverter.IsLittleEndian)
        {
            Span<ushort> samples = MemoryMarshal.Cast<byte, ushort>(target);
            System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(samples, samples);
        }
        return header.ColourType == PngHeader.Indexed ? chunks.Palette : null;
    }

    private static void ReadRows(ZLibStream packed, string name, PngHeader header, Span<byte> target)
    {
        int rowBytes = checked((int)header.RowBytes), stride = rowBytes + 1;
        int blockRows = Math.Clamp(BlockBytes / stride, 1, header.Height);
        byte[] block = ArrayPool<byte>.Shared.Rent(checked(blockRows * stride + rowBytes));
        try
        {
            // The row above the first counts as zeros.
            ReadOnlySpan<byte> above = block.AsSpan(blockRows * stride, rowBytes);
            block.AsSpan(blockRows * stride, rowBytes).Clear();
            for (int first = 0; first < header.Height; first += blockRows)
            {
                int rows = Math.Min(blockRows, header.Height - first);
                packed.ReadExactly(block, 0, rows * stride);
                for (int row = 0; row < rows; row++)
                {
                    ReadOnlySpan<byte> source = block.AsSpan(row * stride, stride);
                    Span<byte> undone = target.Slice((first + row) * rowBytes, rowBytes);
                    if (!PngFilters.Undo(source[0], source[1..], above, undone, header.PixelBytes))
                        throw new ImageFormatException(name, $"damaged PNG: row {first + row} has the unknown filter {source[0]}");
                    above = undone;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }
}
