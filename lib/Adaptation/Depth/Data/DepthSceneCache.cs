using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Research.Imaging;
using Research.Scenes;

namespace Research.Adaptation.Depth;

/// <summary>
/// Rendered pictures with depth and camera numbers on disk, one file each, losslessly compressed, with a checksum. A file that is
/// damaged, or that cannot be written, costs a rendering and nothing else.
/// </summary>
/// <param name="folder">Where the files lie.</param>
/// <param name="size">Size of pictures and depth.</param>
/// <param name="pictures">Pictures per entry.</param>
/// <param name="numbers">Camera numbers per entry.</param>
internal sealed class DepthSceneCache(string folder, SceneSize size, int pictures, int numbers)
{
    // "RDEP", format, width, height, pictures, numbers, length of the compressed part, SHA-256 of it.
    private const int HeaderBytes = 7 * 4 + 32;
    private const int Format = 1;

    private static int writes;

    public Entry? TryRead(string name)
    {
        byte[] file;
        try
        {
            var info = new FileInfo(PathOf(name));
            if (!info.Exists || info.Length < HeaderBytes || info.Length > HeaderBytes + ContentBytes + ContentBytes / 100 + 1024) return null;
            file = File.ReadAllBytes(info.FullName);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
        return Decode(file);
    }

    public void Write(string name, Entry entry)
    {
        var path = PathOf(name);
        var temporary = $"{path}.{Environment.ProcessId}-{Interlocked.Increment(ref writes)}.tmp";
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(temporary, Encode(entry));
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            TryDelete(temporary); // a full or read-only disk must not stop a training that does not need it
        }
    }

    private int Pixels => size.Width * size.Height;

    private long ContentBytes => 3L * pictures * Pixels + 4L * Pixels + 8L * numbers;

    private string PathOf(string name) => Path.Combine(folder, name + ".depth");

    private byte[] Encode(Entry entry)
    {
        using var stream = new MemoryStream();
        stream.Write(new byte[HeaderBytes]);
        using (var deflate = new DeflateStream(stream, CompressionLevel.Fastest, leaveOpen: true))
        {
            foreach (var picture in entry.Pictures) deflate.Write(picture.Pixels);
            deflate.Write(MemoryMarshal.AsBytes(entry.Depth.Metres.AsSpan()));
            deflate.Write(MemoryMarshal.AsBytes(entry.Numbers.AsSpan()));
        }
        var file = stream.ToArray();
        WriteHeader(file);
        SHA256.HashData(file.AsSpan(HeaderBytes), file.AsSpan(28));
        return file;
    }

    private void WriteHeader(byte[] file)
    {
        "RDEP"u8.CopyTo(file);
        int[] fields = [Format, size.Width, size.Height, pictures, numbers, file.Length - HeaderBytes];
        for (var i = 0; i < fields.Length; i++) BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4 + 4 * i), fields[i]);
    }

    private Entry? Decode(byte[] file)
    {
        var expected = new byte[file.Length];
        WriteHeader(expected);
        if (!file.AsSpan(0, 28).SequenceEqual(expected.AsSpan(0, 28)) || !file.AsSpan(28, 32).SequenceEqual(SHA256.HashData(file.AsSpan(HeaderBytes))))
            return null;
        var entry = new Entry(
            [.. Enumerable.Range(0, pictures).Select(_ => new RgbImage(size.Width, size.Height))], new DepthMap(size.Width, size.Height), new double[numbers]);
        using var deflate = new DeflateStream(new MemoryStream(file, HeaderBytes, file.Length - HeaderBytes), CompressionMode.Decompress);
        foreach (var picture in entry.Pictures) deflate.ReadExactly(picture.Pixels);
        deflate.ReadExactly(MemoryMarshal.AsBytes(entry.Depth.Metres.AsSpan()));
        deflate.ReadExactly(MemoryMarshal.AsBytes(entry.Numbers.AsSpan()));
        return entry;
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Nothing more can be done about a leftover on a failing disk.
        }
    }

    /// <summary>What one file holds.</summary>
    internal sealed record Entry(RgbImage[] Pictures, DepthMap Depth, double[] Numbers);
}
