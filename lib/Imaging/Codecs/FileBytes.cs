using System.Buffers;

namespace Research.Imaging.Codecs;

/// <summary>A file's bytes in a rented array, and files that appear complete or not at all.</summary>
internal sealed class FileBytes : IDisposable
{
    private byte[]? _rented;
    private readonly int _length;

    private FileBytes(byte[] rented, int length, long fileLength)
    {
        _rented = rented;
        _length = length;
        FileLength = fileLength;
    }

    public ReadOnlySpan<byte> Span => _rented.AsSpan(0, _length);

    /// <summary>Length of the whole file, of which <see cref="Span"/> may be the beginning.</summary>
    public long FileLength { get; }

    /// <summary>Reads a whole file, or its first bytes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">Files longer than allowed are refused unread.</param>
    /// <param name="atMost">How many bytes are wanted.</param>
    /// <exception cref="ImageFormatException">A folder, an empty file, or one that is too long.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static FileBytes Read(string path, ImageLimits limits, int atMost = int.MaxValue)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path)) throw new ImageFormatException(path, "expected an image file, found a folder");
        using var file = File.OpenHandle(path);
        long length = RandomAccess.GetLength(file);
        if (length == 0) throw new ImageFormatException(path, "expected an image file, found an empty file");
        if (length > Math.Min(limits.MaxFileBytes, Array.MaxLength))
            throw new ImageFormatException(path, $"a file of {length:N0} bytes; at most {limits.MaxFileBytes:N0} are allowed");

        int wanted = (int)Math.Min(length, atMost);
        byte[] rented = ArrayPool<byte>.Shared.Rent(wanted);
        int read = 0;
        try
        {
            for (int count; read < wanted; read += count)
            {
                count = RandomAccess.Read(file, rented.AsSpan(read, wanted - read), read);
                if (count == 0) break;
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(rented);
            throw;
        }
        return new FileBytes(rented, read, length);
    }

    /// <summary>Writes to a temporary name beside the target, then renames.</summary>
    public static void Write(string path, ReadOnlySpan<byte> data)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        // The process and thread make the name unique among writers of the same target.
        string temporary = $"{path}.{Environment.ProcessId}-{Environment.CurrentManagedThreadId}.tmp";
        try
        {
            File.WriteAllBytes(temporary, data);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    public void Dispose()
    {
        if (_rented is null) return;
        ArrayPool<byte>.Shared.Return(_rented);
        _rented = null;
    }
}
