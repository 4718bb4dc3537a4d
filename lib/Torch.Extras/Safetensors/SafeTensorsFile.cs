using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using static TorchSharp.torch;

namespace TorchSharp.Extras;

/// <summary>An open safetensors file: the header is read and checked, tensors are copied out of a memory map when asked for.</summary>
public sealed class SafeTensorsFile : IDisposable
{
    private readonly string path;
    private readonly SafeTensorsHeader header;
    private readonly long dataStart;
    private readonly MemoryMappedFile map;
    private readonly MemoryMappedViewAccessor view;

    private SafeTensorsFile(string path, SafeTensorsHeader header, long dataStart, MemoryMappedFile map, MemoryMappedViewAccessor view)
    {
        this.path = path;
        this.header = header;
        this.dataStart = dataStart;
        this.map = map;
        this.view = view;
    }

    /// <summary>The free-form strings of the header (<c>__metadata__</c>); empty where there are none.</summary>
    public IReadOnlyDictionary<string, string> Metadata => header.Metadata;

    /// <summary>Names of the tensors.</summary>
    public IReadOnlyCollection<string> Names => [.. header.Entries.Keys];

    /// <summary>Copies one tensor into memory, on the CPU. The tensor belongs to the caller.</summary>
    /// <exception cref="SafeTensorsException">No tensor has that name.</exception>
    public Tensor Read(string name)
    {
        if (!header.Entries.TryGetValue(name, out var entry))
            throw new SafeTensorsException(path, $"there is no tensor '{name}' among its {header.Entries.Count} tensors");
        var tensor = empty(entry.Shape, dtype: entry.Type);
        if (entry.End > entry.Begin)
            view.SafeMemoryMappedViewHandle.ReadSpan((ulong)(dataStart + entry.Begin), tensor.bytes);
        return tensor;
    }

    /// <summary>Copies every tensor into memory, on the CPU. The tensors belong to the caller.</summary>
    public IReadOnlyDictionary<string, Tensor> ReadAll() =>
        header.Entries.Keys.ToDictionary(name => name, Read, StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Dispose()
    {
        view.Dispose();
        map.Dispose();
    }

    internal static SafeTensorsFile Open(string path)
    {
        var length = new FileInfo(path).Length;
        if (length < 10)
            throw new SafeTensorsException(path, $"{length} bytes are too few for a safetensors file");
        var map = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        MemoryMappedViewAccessor? view = null;
        try
        {
            view = map.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
            Span<byte> start = stackalloc byte[8];
            view.SafeMemoryMappedViewHandle.ReadSpan(0, start);
            var headerLength = BinaryPrimitives.ReadUInt64LittleEndian(start);
            if (headerLength > SafeTensorsHeader.MaximumLength || headerLength > (ulong)(length - 8))
                throw new SafeTensorsException(path, $"its first eight bytes announce a header of {headerLength} bytes; the file has {length - 8} after them. Truncated, or not a safetensors file");
            var json = new byte[headerLength];
            view.SafeMemoryMappedViewHandle.ReadSpan(8, json.AsSpan());
            var dataStart = 8 + (long)headerLength;
            return new SafeTensorsFile(path, SafeTensorsHeader.Parse(path, json, length - dataStart), dataStart, map, view);
        }
        catch
        {
            view?.Dispose();
            map.Dispose();
            throw;
        }
    }
}
