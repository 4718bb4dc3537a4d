using System.Runtime.InteropServices;

namespace Research.Imaging.Codecs;

/// <summary>Decodes and encodes JPEG bytes through libturbojpeg.</summary>
internal static unsafe class JpegCodec
{
    // Warnings about the container that leave every pixel intact. All others ("Corrupt JPEG data", "Premature end of
    // JPEG file") mean that pixels are made up.
    private static readonly string[] HarmlessWarnings =
        ["unknown JFIF revision", "Unknown Adobe color transform", "Invalid SOS parameters for sequential JPEG"];

    public static RgbImage Rgb(ReadOnlySpan<byte> data, string name, ImageLimits limits)
    {
        JpegHeader header = Header(data, name, limits);
        byte[] pixels = GC.AllocateUninitializedArray<byte>(PixelCount.Of(header.Width, header.Height, 3));
        if (header.Components == 4)
        {
            byte[] cmyk = GC.AllocateUninitializedArray<byte>(PixelCount.Of(header.Width, header.Height, 4));
            Decode(data, name, header, TurboJpegNative.PixelCmyk, 4, cmyk);
            CmykToRgb(cmyk, pixels);
        }
        else
        {
            Decode(data, name, header, TurboJpegNative.PixelRgb, 3, pixels);
        }
        return new RgbImage(header.Width, header.Height, pixels);
    }

    public static RawImage Raw(ReadOnlySpan<byte> data, string name, ImageLimits limits)
    {
        JpegHeader header = Header(data, name, limits);
        int format = header.Components switch
        {
            1 => TurboJpegNative.PixelGrey,
            3 => TurboJpegNative.PixelRgb,
            _ => TurboJpegNative.PixelCmyk,
        };
        byte[] pixels = GC.AllocateUninitializedArray<byte>(PixelCount.Of(header.Width, header.Height, header.Components));
        Decode(data, name, header, format, header.Components, pixels);
        var samples = new ushort[pixels.Length];
        for (int i = 0; i < samples.Length; i++) samples[i] = pixels[i];
        return new RawImage(header.Width, header.Height, header.Components, 8, samples);
    }

    public static byte[] Encode(RgbImage image, int quality)
    {
        if (quality is < 1 or > 100) throw new ArgumentOutOfRangeException(nameof(quality), quality, "expected 1 (worst) to 100 (best)");
        if (image.Width > 65_535 || image.Height > 65_535)
            throw new ArgumentException($"a JPEG side has at most 65,535 pixels, got {image.Width} x {image.Height}", nameof(image));
        nint handle = TurboJpegNative.InitCompress();
        if (handle == 0) throw new InsufficientMemoryException("libturbojpeg could not make a context");
        byte* jpeg = null;
        try
        {
            CULong length = default;
            fixed (byte* source = image.Pixels)
            {
                int error = TurboJpegNative.Compress(
                    handle, source, image.Width, 0, image.Height, TurboJpegNative.PixelRgb,
                    &jpeg, &length, TurboJpegNative.Sampling444, quality, 0);
                if (error != 0) throw new InvalidOperationException($"JPEG was not written: {TurboJpegNative.Describe(handle)}");
            }
            return new ReadOnlySpan<byte>(jpeg, checked((int)length.Value)).ToArray();
        }
        finally
        {
            if (jpeg is not null) TurboJpegNative.Free(jpeg);
            TurboJpegNative.Destroy(handle);
        }
    }

    private static JpegHeader Header(ReadOnlySpan<byte> data, string name, ImageLimits limits)
    {
        JpegHeader header = JpegHeader.Read(data, data.Length, name, limits)
            ?? throw new ImageFormatException(name, "cut short: a JPEG file without a frame header");
        JpegHeader.CheckComplete(data, name);
        return header;
    }

    private static void Decode(ReadOnlySpan<byte> data, string name, JpegHeader header, int format, int channels, Span<byte> target)
    {
        nint handle = TurboJpegNative.InitDecompress();
        if (handle == 0) throw new InsufficientMemoryException("libturbojpeg could not make a context");
        try
        {
            int error;
            fixed (byte* source = data)
            fixed (byte* output = target)
            {
                error = TurboJpegNative.Decompress(
                    handle, source, new CULong((nuint)data.Length), output,
                    header.Width, header.Width * channels, header.Height, format, TurboJpegNative.FlagLimitScans);
            }
            if (error == 0) return;
            string problem = TurboJpegNative.Describe(handle);
            bool warning = TurboJpegNative.ErrorCode(handle) == TurboJpegNative.ErrorWarning;
            if (warning && HarmlessWarnings.Any(harmless => problem.Contains(harmless, StringComparison.OrdinalIgnoreCase))) return;
            throw new ImageFormatException(name, $"damaged or unreadable JPEG: {problem}");
        }
        finally
        {
            TurboJpegNative.Destroy(handle);
        }
    }

    // CMYK files hold 255 - ink (Adobe's convention, which Pillow assumes too); then R = (255 - C)(255 - K) / 255.
    private static void CmykToRgb(ReadOnlySpan<byte> cmyk, Span<byte> rgb)
    {
        for (int from = 0, to = 0; from < cmyk.Length; from += 4, to += 3)
        {
            int white = cmyk[from + 3];
            for (int channel = 0; channel < 3; channel++)
            {
                int product = (255 - cmyk[from + channel]) * white + 128;
                rgb[to + channel] = (byte)Math.Max(0, white - (((product >> 8) + product) >> 8));
            }
        }
    }
}
