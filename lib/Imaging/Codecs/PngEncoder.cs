using System.Buffers;
using System.Runtime.InteropServices;

namespace Research.Imaging.Codecs;

/// <summary>Encodes PNG bytes through libspng. The same picture and level give the same bytes.</summary>
internal static unsafe class PngEncoder
{
    public static byte[] Encode(
        int width, int height, int bitDepth, int colourType, ReadOnlySpan<byte> pixels, Palette? palette, int paletteSize, int compression)
    {
        if (compression is < 0 or > 9)
            throw new ArgumentOutOfRangeException(nameof(compression), compression, "expected 0 (none) to 9 (smallest)");
        nint context = SpngNative.ContextNew(SpngNative.ContextEncoder);
        if (context == 0) throw new InsufficientMemoryException("libspng could not make a context");
        try
        {
            Check(SpngNative.SetOption(context, SpngNative.OptionEncodeToBuffer, 1));
            Check(SpngNative.SetOption(context, SpngNative.OptionCompressionLevel, compression));
            // Filters help photographs; indices and labels pack better without (PNG specification 12.7).
            bool filter = colourType is PngHeader.Rgb or PngHeader.Rgba || bitDepth == 16;
            Check(SpngNative.SetOption(context, SpngNative.OptionFilterChoice, filter ? SpngNative.FilterAll : SpngNative.FilterNone));

            var header = new SpngNative.Ihdr
            {
                Width = (uint)width, Height = (uint)height, BitDepth = (byte)bitDepth, ColourType = (byte)colourType,
            };
            Check(SpngNative.SetIhdr(context, &header));
            if (palette is not null) SetPalette(context, palette, paletteSize);
            fixed (byte* source = pixels)
                Check(SpngNative.EncodeImage(context, source, (nuint)pixels.Length, SpngNative.FormatPng, SpngNative.EncodeFinalize));
            return Take(context);
        }
        finally
        {
            SpngNative.ContextFree(context);
        }
    }

    /// <summary>Encodes samples held as 16-bit values, narrowing them where the picture has 8 bits.</summary>
    public static byte[] Encode(RawImage image, int compression)
    {
        int colourType = image.Palette is not null ? PngHeader.Indexed
            : image.Channels switch { 1 => PngHeader.Grey, 2 => PngHeader.GreyAlpha, 3 => PngHeader.Rgb, _ => PngHeader.Rgba };
        if (image.BitDepth == 16)
            return Encode(image.Width, image.Height, 16, colourType, MemoryMarshal.AsBytes(image.Samples.AsSpan()), null, 0, compression);

        byte[] narrow = ArrayPool<byte>.Shared.Rent(image.Samples.Length);
        try
        {
            int largest = 0;
            for (int i = 0; i < image.Samples.Length; i++)
            {
                int sample = image.Samples[i];
                if (sample > 255)
                    throw new ArgumentException($"expected samples of 8 bits, found {sample} at position {i}", nameof(image));
                largest = Math.Max(largest, sample);
                narrow[i] = (byte)sample;
            }
            int paletteSize = image.Palette is null ? 0 : Math.Max(image.Palette.Count, largest + 1);
            return Encode(
                image.Width, image.Height, 8, colourType, narrow.AsSpan(0, image.Samples.Length), image.Palette, paletteSize, compression);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(narrow);
        }
    }

    private static void SetPalette(nint context, Palette palette, int size)
    {
        SpngNative.Plte entries = default;
        entries.Count = (uint)size;
        for (int i = 0; i < size; i++)
            (entries.Rgba[4 * i], entries.Rgba[4 * i + 1], entries.Rgba[4 * i + 2]) = palette[(byte)i];
        Check(SpngNative.SetPlte(context, &entries));
    }

    // libspng hands over a malloc'ed block with the finished file.
    private static byte[] Take(nint context)
    {
        nuint length = 0;
        int error = 0;
        byte* encoded = SpngNative.GetPngBuffer(context, &length, &error);
        if (encoded is null) throw new InvalidOperationException($"PNG was not written: {SpngNative.Describe(error)}");
        try
        {
            return new ReadOnlySpan<byte>(encoded, checked((int)length)).ToArray();
        }
        finally
        {
            NativeMemory.Free(encoded);
        }
    }

    private static void Check(int error)
    {
        if (error != 0) throw new InvalidOperationException($"PNG was not written: {SpngNative.Describe(error)}");
    }
}
