using System.Buffers.Binary;
using System.Text;

namespace TorchSharp.Extras;

/// <summary>The table of contents of a zip archive, as PyTorch writes them since 1.6.</summary>
/// <remarks>
/// PKWARE APPNOTE.TXT 6.3: end record (4.3.16), its zip64 form (4.3.14, 4.3.15), central directory (4.3.12), local headers (4.3.7).
/// Entries must lie inside the file and must not overlap, so that reading all of them never takes more memory than the file has bytes.
/// </remarks>
internal sealed class ZipDirectory
{
    private const int EndLength = 22, CentralLength = 46, LocalLength = 30;
    private readonly FileStream file;
    private readonly long length;

    private ZipDirectory(FileStream file)
    {
        this.file = file;
        length = file.Length;
    }

    /// <summary>Reads the table.</summary>
    /// <exception cref="PickleException">The archive is damaged.</exception>
    public static IReadOnlyDictionary<string, ZipEntry> Read(FileStream file)
    {
        var zip = new ZipDirectory(file);
        var entries = zip.Central(zip.End());
        var before = 0L;
        foreach (var entry in entries.Values.OrderBy(e => e.Begin))
        {
            if (entry.Begin < before) throw new PickleException($"the zip entry '{entry.Name}' overlaps the one before it");
            before = entry.End;
        }
        return entries;
    }

    private (long Begin, long Size, long Count) End()
    {
        // The record stands at the end of the file, before a comment of at most 65,535 bytes.
        var tail = (int)Math.Min(length, EndLength + 65535);
        var bytes = At(length - tail, tail, "the end of the archive");
        for (var i = tail - EndLength; i >= 0; i--)
        {
            var record = bytes.AsSpan(i);
            if (U32(record, 0) != 0x06054b50) continue;
            var (count, size, begin) = ((long)U16(record, 10), (long)U32(record, 12), (long)U32(record, 16));
            return count == 0xffff || size == 0xffffffff || begin == 0xffffffff ? Zip64End(length - tail + i) : (begin, size, count);
        }
        throw new PickleException("it begins like a zip archive and has no end record: truncated");
    }

    private (long, long, long) Zip64End(long end)
    {
        var locator = At(end - 20, 20, "the zip64 locator");
        if (U32(locator, 0) != 0x07064b50) throw new PickleException("the zip64 locator is missing");
        var record = At(I64(locator, 8), 56, "the zip64 end record");
        if (U32(record, 0) != 0x06064b50) throw new PickleException("the zip64 end record is missing");
        return (I64(record, 48), I64(record, 40), I64(record, 32));
    }

    private Dictionary<string, ZipEntry> Central((long Begin, long Size, long Count) place)
    {
        var directory = At(place.Begin, place.Size, "the directory");
        if (place.Count < 0 || place.Count > place.Size / CentralLength)
            throw new PickleException($"the archive announces {place.Count} entries in a directory of {place.Size} bytes");
        var entries = new Dictionary<string, ZipEntry>(StringComparer.Ordinal);
        var at = 0;
        for (long i = 0; i < place.Count; i++)
        {
            var head = directory.AsSpan(at);
            if (head.Length < CentralLength || U32(head, 0) != 0x02014b50) throw new PickleException($"entry {i} of the directory is damaged");
            int name = U16(head, 28), extra = U16(head, 30), comment = U16(head, 32);
            if (head.Length < CentralLength + name + extra + comment) throw new PickleException($"entry {i} of the directory is cut off");
            var entry = Entry(head, Encoding.UTF8.GetString(head.Slice(CentralLength, name)), head.Slice(CentralLength + name, extra));
            if (!entries.TryAdd(entry.Name, entry)) throw new PickleException($"the zip entry '{entry.Name}' stands twice in the archive");
            at += CentralLength + name + extra + comment;
        }
        return entries;
    }

    private ZipEntry Entry(ReadOnlySpan<byte> head, string name, ReadOnlySpan<byte> extra)
    {
        var plain = U16(head, 10) == 0 && (U16(head, 8) & 1) == 0;
        long stored = U32(head, 20), size = U32(head, 24), local = U32(head, 42);
        // The zip64 field (id 1) holds those of the three that do not fit, in this order.
        if (size == 0xffffffff || stored == 0xffffffff || local == 0xffffffff)
        {
            var wide = Wide(extra, name);
            if (size == 0xffffffff) size = Next(ref wide, name);
            if (stored == 0xffffffff) stored = Next(ref wide, name);
            if (local == 0xffffffff) local = Next(ref wide, name);
        }
        if (plain && stored != size) throw new PickleException($"the zip entry '{name}' is said to have {stored} bytes stored and {size} unpacked");
        var header = At(local, LocalLength, $"the header of '{name}'");
        if (U32(header, 0) != 0x04034b50) throw new PickleException($"the header of the zip entry '{name}' is damaged");
        var begin = local + LocalLength + U16(header, 26) + U16(header, 28);
        if (stored < 0 || begin > length || stored > length - begin) throw new PickleException($"the zip entry '{name}' of {stored} bytes goes beyond the end of the file");
        return new ZipEntry(name, begin, stored, U32(head, 16), plain);
    }

    private static ReadOnlySpan<byte> Wide(ReadOnlySpan<byte> extra, string name)
    {
        while (extra.Length >= 4)
        {
            var size = U16(extra, 2);
            if (extra.Length < 4 + size) break;
            if (U16(extra, 0) == 1) return extra.Slice(4, size);
            extra = extra[(4 + size)..];
        }
        throw new PickleException($"the zip64 sizes of '{name}' are missing");
    }

    private static long Next(ref ReadOnlySpan<byte> wide, string name)
    {
        if (wide.Length < 8) throw new PickleException($"the zip64 sizes of '{name}' are cut off");
        var value = I64(wide, 0);
        wide = wide[8..];
        return value >= 0 ? value : throw new PickleException($"a zip64 size of '{name}' is negative");
    }

    private byte[] At(long begin, long count, string what)
    {
        if (begin < 0 || count < 0 || begin > length || count > length - begin) throw new PickleException($"{what} lies outside the file");
        var bytes = new byte[count];
        file.Position = begin;
        file.ReadExactly(bytes);
        return bytes;
    }

    private static int U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static long I64(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]);
}
