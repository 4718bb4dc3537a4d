using System.Runtime.InteropServices;

namespace Research.Imaging.Codecs;

/// <summary>The functions of libturbojpeg 2 (and 3, which keeps them) used here (turbojpeg.h).</summary>
internal static unsafe partial class TurboJpegNative
{
    public const int PixelRgb = 0;
    public const int PixelGrey = 6;
    public const int PixelCmyk = 11;
    public const int Sampling444 = 0;
    public const int ErrorWarning = 0;
    public const int FlagLimitScans = 32768;

    static TurboJpegNative() => NativeCodec.Register();

    [LibraryImport(NativeCodec.TurboJpeg, EntryPoint = "tjInitDecompress")]
    public static partial nint InitDecompress();

    [LibraryImport(NativeCodec.TurboJpeg, EntryPoint = "tjInitCompress")]
    public static partial nint InitCompress();

    [LibraryImport(NativeCodec.TurboJpeg, EntryPoint = "tjDestroy")]
    public static partial int Destroy(nint handle);

    [LibraryImport(NativeCodec.TurboJpeg, EntryPoint = "tjDecompress2")]
    public static partial int Decompress(
        nint handle, byte* jpeg, CULong jpegSize, byte* target, int width, int pitch, int height, int pixelFormat, int flags);

    [LibraryImport(NativeCodec.TurboJpeg, EntryPoint = "tjCompress2")]
    public static partial int Compress(
        nint handle, byte* source, int width, int pitch, int height, int pixelFormat,
        byte** jpeg, CULong* jpegSize, int sampling, int quality, int flags);

    [LibraryImport(NativeCodec.TurboJpeg, EntryPoint = "tjFree")]
    public static partial void Free(byte* buffer);

    [LibraryImport(NativeCodec.TurboJpeg, EntryPoint = "tjGetErrorStr2")]
    public static partial nint ErrorText(nint handle);

    [LibraryImport(NativeCodec.TurboJpeg, EntryPoint = "tjGetErrorCode")]
    public static partial int ErrorCode(nint handle);

    /// <summary>The library's words for the last error of a handle.</summary>
    public static string Describe(nint handle) => Marshal.PtrToStringUTF8(ErrorText(handle)) ?? "unknown libturbojpeg error";
}
