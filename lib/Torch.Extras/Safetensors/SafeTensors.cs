using System.Buffers.Binary;
using System.Text.Json;
using static TorchSharp.torch;

namespace TorchSharp.Extras;

/// <summary>Reads and writes named tensors in the safetensors format: a JSON header and raw bytes, nothing that can be executed.</summary>
public static class SafeTensors
{
    /// <summary>Writes tensors to a file, sorted by name, through a temporary file that is flushed to disk and renamed.</summary>
    /// <param name="path">The file; an existing one is replaced only when everything is written.</param>
    /// <param name="tensors">Name and tensor; any device, contiguous or not. At most 2 GiB each.</param>
    /// <param name="metadata">Strings to keep beside them.</param>
    /// <exception cref="IOException">The file cannot be written (disk full, say); the previous file is untouched.</exception>
    /// <exception cref="ArgumentException">The format has no element type for a tensor.</exception>
    public static void Save(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var names = tensors.Keys.Order(StringComparer.Ordinal).ToList();
        var header = Header(names, tensors, metadata);
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20))
            {
                Span<byte> length = stackalloc byte[8];
                BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
                file.Write(length);
                file.Write(header);
                foreach (var name in names)
                    WriteData(file, tensors[name]);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Opens a file and checks its whole header; tensors are read when asked for.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="SafeTensorsException">The file is damaged or not of this format; names the file and the fault.</exception>
    public static SafeTensorsFile Open(string path) => SafeTensorsFile.Open(path);

    private static byte[] Header(List<string> names, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                json.WriteStartObject("__metadata__");
                foreach (var (key, value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                    json.WriteString(key, value);
                json.WriteEndObject();
            }

            long offset = 0;
            foreach (var name in names)
            {
                var tensor = tensors[name];
                var end = offset + tensor.numel() * tensor.element_size();
                json.WriteStartObject(name);
                json.WriteString("dtype", ElementTypes.NameOf(tensor.dtype));
                WriteNumbers(json, "shape", tensor.shape);
                WriteNumbers(json, "data_offsets", [offset, end]);
                json.WriteEndObject();
                offset = end;
            }

            json.WriteEndObject();
        }

        // Spaces up to a multiple of eight keep the data aligned for readers that map it.
        while (buffer.Length % 8 != 0)
            buffer.WriteByte((byte)' ');
        return buffer.ToArray();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string field, long[] numbers)
    {
        json.WriteStartArray(field);
        foreach (var number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static void WriteData(FileStream file, Tensor tensor)
    {
        if (tensor.numel() == 0) return;
        using var detached = tensor.detach();
        using var local = detached.cpu();
        using var plain = local.contiguous();
        file.Write(plain.bytes);
    }
}
