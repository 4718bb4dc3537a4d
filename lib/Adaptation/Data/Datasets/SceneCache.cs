using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using Research.Imaging;
using Research.Scenes;

namespace Research.Adaptation.Data;

/// <summary>
/// Rendered scenes on disk, one file each: colour and labels, losslessly compressed, with a checksum. A file that is damaged, or
/// that cannot be written, costs a rendering and nothing else.
/// </summary>
internal sealed class SceneCache(string folder, SceneSize size)
{
    // "RSCN", format, width, height, length of the compressed part, SHA-256 of it.
    private const int HeaderBytes = 4 + 4 + 4 + 4 + 4 + 32;
    private const int Format = 1;

    private static int writes;

    public (RgbImage Image, LabelMap Labels)? TryRead(int number)
    {
        byte[] file;
        try
        {
            var info = new FileInfo(PathOf(number));
            if (!info.Exists || info.Length < HeaderBytes || info.Length > MaximumBytes)
                return null;
            file = File.ReadAllBytes(info.FullName);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
        return Decode(file);
    }

    public void Write(int number, RgbImage image, LabelMap labels)
    {
        string path = PathOf(number);
        string temporary = $"{path}.{Environment.ProcessId}-{Interlocked.Increment(ref writes)}.tmp";
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(temporary, Encode(image, labels));
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            TryDelete(temporary); // a full or read-only disk must not stop a training that does not need it
        }
    }

    private int Pixels => size.Width * size.Height;

    private long MaximumBytes => HeaderBytes + 5L * Pixels + 1024;

    private string PathOf(int number) => Path.Combine(folder, $"{number:D6}.scene");

    private byte[] Encode(RgbImage image, LabelMap labels)
    {
        using var stream = new MemoryStream();
        stream.Write(new byte[HeaderBytes]);
        using (var deflate = new DeflateStream(stream, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(image.Pixels);
            deflate.Write(labels.Labels);
        }
        var file = stream.ToArray();
        var header = file.AsSpan(0, HeaderBytes);
        "RSCN"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], Format);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], image.Width);
        BinaryPrimitives.WriteInt32LittleEndian(header[12..], image.Height);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], file.Length - HeaderBytes);
        SHA256.HashData(file.AsSpan(HeaderBytes), header[20..]);
        return file;
    }

    private (RgbImage, LabelMap)? Decode(byte[] file)
    {
        var header = file.AsSpan(0, HeaderBytes);
        bool fits = header[..4].SequenceEqual("RSCN"u8)
            && BinaryPrimitives.ReadInt32LittleEndian(header[4..]) == Format
            && BinaryPrimitives.ReadInt32LittleEndian(header[8..]) == size.Width
            && BinaryPrimitives.ReadInt32LittleEndian(header[12..]) == size.Height
            && BinaryPrimitives.ReadInt32LittleEndian(header[16..]) == file.Length - HeaderBytes
            && header[20..].SequenceEqual(SHA256.HashData(file.AsSpan(HeaderBytes)));
        if (!fits)
            return null;
        var image = new RgbImage(size.Width, size.Height);
        var labels = new LabelMap(size.Width, size.Height);
        using var deflate = new DeflateStream(new MemoryStream(file, HeaderBytes, file.Length - HeaderBytes), CompressionMode.Decompress);
        deflate.ReadExactly(image.Pixels);
        deflate.ReadExactly(labels.Labels);
        return (image, labels);
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
}
