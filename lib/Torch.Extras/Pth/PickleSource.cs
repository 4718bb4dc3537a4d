using System.Buffers.Binary;
using System.Text;

namespace TorchSharp.Extras;

/// <summary>Reads a pickle's bytes from a part of a file; no length that the file states is believed beyond that part's end.</summary>
internal sealed class PickleSource
{
    private const int LineLimit = 4096;
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);
    private readonly FileStream file;
    private readonly byte[] buffer = new byte[1 << 16];
    private readonly long end;
    private long next;
    private int at, filled;

    public PickleSource(FileStream file, long begin, long end)
    {
        this.file = file;
        this.end = end;
        next = begin;
    }

    /// <summary>Place in the file of the next byte.</summary>
    public long Position => next - (filled - at);

    public byte Byte()
    {
        if (at == filled) Fill();
        return buffer[at++];
    }

    public ushort UInt16()
    {
        Span<byte> bytes = stackalloc byte[2];
        Into(bytes);
        return BinaryPrimitives.ReadUInt16LittleEndian(bytes);
    }

    public int Int32()
    {
        Span<byte> bytes = stackalloc byte[4];
        Into(bytes);
        return BinaryPrimitives.ReadInt32LittleEndian(bytes);
    }

    public long Int64()
    {
        Span<byte> bytes = stackalloc byte[8];
        Into(bytes);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }

    public double BigEndianDouble()
    {
        Span<byte> bytes = stackalloc byte[8];
        Into(bytes);
        return BinaryPrimitives.ReadDoubleBigEndian(bytes);
    }

    public byte[] Bytes(long count)
    {
        if (count < 0 || count > end - Position)
            throw new PickleException($"a value of {count} bytes at byte {Position} goes beyond the end of the pickle");
        var bytes = new byte[count];
        Into(bytes);
        return bytes;
    }

    public string Text(long count)
    {
        try
        {
            return Utf8.GetString(Bytes(count));
        }
        catch (ArgumentException broken)
        {
            throw new PickleException($"the text before byte {Position} is not UTF-8", broken);
        }
    }

    /// <summary>The rest of a line, as the oldest protocols write numbers and names.</summary>
    public string Line()
    {
        var text = new StringBuilder();
        for (var one = Byte(); one != '\n'; one = Byte())
        {
            if (text.Length == LineLimit || one > 126) throw new PickleException($"the line before byte {Position} is longer than {LineLimit} characters or not plain text");
            text.Append((char)one);
        }
        return text.ToString();
    }

    private void Into(Span<byte> target)
    {
        for (var done = 0; done < target.Length;)
        {
            if (at == filled) Fill();
            var part = Math.Min(filled - at, target.Length - done);
            buffer.AsSpan(at, part).CopyTo(target[done..]);
            at += part;
            done += part;
        }
    }

    private void Fill()
    {
        var wanted = (int)Math.Min(buffer.Length, end - next);
        file.Position = next;
        filled = wanted > 0 ? file.Read(buffer, 0, wanted) : 0;
        at = 0;
        if (filled == 0) throw new PickleException($"the pickle ends at byte {next} in the middle of a value");
        next += filled;
    }
}
