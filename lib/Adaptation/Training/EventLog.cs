using System.Buffers.Binary;
using System.Text;

namespace Research.Adaptation.Training;

/// <summary>A file of numbers that TensorBoard draws, appended as training goes (engineering, no paper).</summary>
/// <remarks>
/// TFRecord framing: length (8 bytes, little endian), masked CRC-32C of those bytes, data, masked CRC-32C of the data. The data is
/// TensorFlow's Event message: wall_time (field 1, double), step (2, int64), file_version (3, "brain.Event:2", in the first record) or
/// summary (5) with values (1) of tag (1) and simple_value (2, float). On resuming, records after the checkpoint are dropped, as are
/// torn ones.
/// </remarks>
public sealed class EventLog : IDisposable
{
    private const int LargestRecord = 1 << 20;

    private readonly string path;
    private readonly TimeProvider time;
    private FileStream? file;

    private EventLog(string path, TimeProvider time)
    {
        this.path = path;
        this.time = time;
    }

    /// <summary>Opens a log, keeping only the records up to a step.</summary>
    /// <param name="path">The file; TensorBoard wants "tfevents" in its name. Created with its first record.</param>
    /// <param name="lastStep">Records after this step are dropped.</param>
    /// <param name="time">The clock; events carry the time at which they were written.</param>
    public static EventLog Open(string path, long lastStep, TimeProvider time)
    {
        var log = new EventLog(path, time);
        if (!File.Exists(path)) return log;
        if (lastStep == 0)
        {
            File.Delete(path);
            return log;
        }
        var next = path + ".next";
        using (var kept = new FileStream(next, FileMode.Create, FileAccess.Write))
            foreach (var data in Records(path).TakeWhile(d => StepOf(d) <= lastStep))
                WriteRecord(kept, data);
        File.Move(next, path, overwrite: true);
        return log;
    }

    /// <summary>Appends an event with numbers of one step; those that are not finite are left out.</summary>
    /// <param name="step">Steps done.</param>
    /// <param name="values">Tags and values. A tag's part before "/" is the group TensorBoard shows it in.</param>
    public void Add(long step, IReadOnlyList<(string Tag, double Value)> values)
    {
        if (file is null)
        {
            file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, 1 << 16);
            if (file.Length == 0)
                WriteRecord(file, [.. Double(1, Now), .. Bytes(3, "brain.Event:2"u8)]);
        }
        var summary = values.Where(v => double.IsFinite(v.Value))
            .SelectMany(v => Bytes(1, [.. Bytes(1, Encoding.UTF8.GetBytes(v.Tag)), .. Float(2, (float)v.Value)]));
        WriteRecord(file, [.. Double(1, Now), .. Varint(2, step), .. Bytes(5, [.. summary])]);
    }

    /// <summary>Hands everything written so far to the file system.</summary>
    public void Flush() => file?.Flush();

    /// <summary>Closes the file.</summary>
    public void Dispose() => file?.Dispose();

    private double Now => (time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;

    // CRC-32C, rotated right by 15 bits, plus a constant.
    private static uint MaskedChecksum(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var b in data) crc = System.Numerics.BitOperations.Crc32C(crc, b);
        crc = ~crc;
        return unchecked(((crc >> 15) | (crc << 17)) + 0xa282ead8u);
    }

    private static void WriteRecord(FileStream file, byte[] data)
    {
        Span<byte> length = stackalloc byte[8], checksum = stackalloc byte[4];
        BinaryPrimitives.WriteInt64LittleEndian(length, data.Length);
        file.Write(length);
        BinaryPrimitives.WriteUInt32LittleEndian(checksum, MaskedChecksum(length));
        file.Write(checksum);
        file.Write(data);
        BinaryPrimitives.WriteUInt32LittleEndian(checksum, MaskedChecksum(data));
        file.Write(checksum);
    }

    // Whole records from the start on; ends at the first that is torn or damaged.
    private static IEnumerable<byte[]> Records(string path)
    {
        using var file = File.OpenRead(path);
        var head = new byte[12];
        while (file.ReadAtLeast(head, 12, throwOnEndOfStream: false) == 12)
        {
            var length = BinaryPrimitives.ReadInt64LittleEndian(head);
            if (length is < 0 or > LargestRecord || BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(8)) != MaskedChecksum(head.AsSpan(0, 8))) yield break;
            var body = new byte[length + 4];
            if (file.ReadAtLeast(body, body.Length, throwOnEndOfStream: false) < body.Length) yield break;
            var data = body[..(int)length];
            if (BinaryPrimitives.ReadUInt32LittleEndian(body.AsSpan((int)length)) != MaskedChecksum(data)) yield break;
            yield return data;
        }
    }

    // Our own events: the time (tag and eight bytes), then the step, but for the first, which has none.
    private static long StepOf(byte[] data)
    {
        if (data.Length < 11 || data[9] != 0x10) return 0;
        long step = 0;
        for (int at = 10, shift = 0; at < data.Length && shift < 63; at++, shift += 7)
        {
            step |= (long)(data[at] & 0x7f) << shift;
            if (data[at] < 0x80) break;
        }
        return step;
    }

    private static byte[] Double(int field, double value)
    {
        var bytes = new byte[9];
        bytes[0] = (byte)(field << 3 | 1);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(1), value);
        return bytes;
    }

    private static byte[] Float(int field, float value)
    {
        var bytes = new byte[5];
        bytes[0] = (byte)(field << 3 | 5);
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(1), value);
        return bytes;
    }

    private static byte[] Varint(int field, long value) => [(byte)(field << 3), .. Varint(value)];

    private static byte[] Bytes(int field, ReadOnlySpan<byte> value) => [(byte)(field << 3 | 2), .. Varint(value.Length), .. value];

    private static IEnumerable<byte> Varint(long value)
    {
        for (; value >= 0x80; value >>= 7) yield return (byte)(value & 0x7f | 0x80);
        yield return (byte)value;
    }
}
