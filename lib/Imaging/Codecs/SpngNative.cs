using System.Runtime.InteropServices;

namespace Research.Imaging.Codecs;

/// <summary>The functions of libspng 0.7 used here (spng.h); every call returns 0 or an error number.</summary>
internal static unsafe partial class SpngNative
{
    public const int ContextEncoder = 2;
    public const int FormatRgb8 = 4;
    public const int FormatPng = 256;
    public const int CrcError = 0;
    public const int OptionCompressionLevel = 2;
    public const int OptionFilterChoice = 10;
    public const int OptionEncodeToBuffer = 12;
    public const int EncodeFinalize = 2;
    public const int FilterNone = 8;
    public const int FilterAll = 8 | 16 | 32 | 64 | 128;

    static SpngNative() => NativeCodec.Register();

    [StructLayout(LayoutKind.Sequential)]
    public struct Ihdr
    {
        public uint Width;
        public uint Height;
        public byte BitDepth;
        public byte ColourType;
        public byte CompressionMethod;
        public byte FilterMethod;
        public byte InterlaceMethod;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct Plte
    {
        public uint Count;
        public fixed byte Rgba[4 * 256];
    }

    [LibraryImport(NativeCodec.Spng, EntryPoint = "spng_ctx_new")]
    public static partial nint ContextNew(int flags);

    [LibraryImport(NativeCodec.Spng, EntryPoint = "spng_ctx_free")]
    public static partial void ContextFree(nint context);

    [LibraryImport(NativeCodec.Spng, EntryPoint = "spng_set_png_buffer")]
    public static partial int SetPngBuffer(nint context, byte* data, nuint length);

    [LibraryImport(NativeCodec.Spng, EntryPoint = "spng_get_png_buffer")]
    public static partial byte* GetPngBuffer(nint context, nuint* length, int* error);

    [LibraryImport(NativeCodec.Spng, EntryPoint = "spng_set_image_limits")]
    public static partial int SetImageLimits(nint context, uint width, uint height);

    [LibraryImport(NativeCodec.Spng, EntryPoint = "spng_set_chunk_limits")]
    public static partial int SetChunkLimits(nint context, nuint chunk, nuint cache);

    [LibraryImport(NativeCodec.Spng, EntryPoint = "spng_set_crc_action")]
    public static partial int SetCrcAction(nint context, int critical, int ancillary);

    [LibraryImport(NativeCodec.Spng, EntryPoint = "spng_set_option")]
    public static partial int SetOption(nint context, int option, int value);

    [LibraryImport(NativeCodec.Spng, EntryPoint = "spng_decode_image")]
    public static partial int DecodeImage(nint context, void* output, nuint length, int format, int flags);

    [LibraryImport(NativeCodec.Spng, EntryPoint = "spng_decoded_image_size")]
    public static partial int DecodedImageSize(nint context, int format, nuint* length);

    [LibraryImport(NativeCodec.Spng, EntryPoint = "spng_decode_chunks")]
    public static partial int DecodeChunks(nint context);

    [LibraryImport(NativeCodec.Spng, EntryPoint = "spng_get_plte")]
    public static partial int GetPlte(nint context, Plte* palette);

    [LibraryImport(NativeCodec.Spng, EntryPoint = "spng_set_ihdr")]
    public static partial int SetIhdr(nint context, Ihdr* header);

    [LibraryImport(NativeCodec.Spng, EntryPoint = "spng_set_plte")]
    public static partial int SetPlte(nint context, Plte* palette);

    [LibraryImport(NativeCodec.Spng, EntryPoint = "spng_encode_image")]
    public static partial int EncodeImage(nint context, void* image, nuint length, int format, int flags);

    [LibraryImport(NativeCodec.Spng, EntryPoint = "spng_strerror")]
    public static partial nint ErrorText(int error);

    /// <summary>libspng's words for an error number.</summary>
    public static string Describe(int error) => Marshal.PtrToStringUTF8(ErrorText(error)) is { Length: > 0 } text
        ? $"{text} (libspng error {error})"
        : $"libspng error {error}";
}
