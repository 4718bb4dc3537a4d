using static TorchSharp.torch;

namespace TorchSharp.Extras;

/// <summary>An open .pth file of PyTorch (torch.save): tensors and plain containers are read, nothing is ever executed.</summary>
/// <remarks>
/// A .pth file is a program that Python runs when it loads it. This reader knows tensors, parameters, OrderedDict, dictionaries, lists,
/// tuples, numbers, strings, torch.Size, element types and storages; a file that asks for anything else is refused with the name of what
/// it asked for. Both formats are read: the zip archive of PyTorch 1.6 and later, and the one before it. Memory taken is at most the
/// file's own size for elements, beside the description of the tensors.
/// </remarks>
public sealed class PthFile : IDisposable
{
    private readonly FileStream file;
    private readonly PthContent content;
    private readonly bool checksums;
    private readonly Dictionary<string, Tensor> storages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PthTensor> tensors = new(StringComparer.Ordinal);

    private PthFile(string path, FileStream file, PthContent content, bool checksums)
    {
        Path = path;
        this.file = file;
        this.content = content;
        this.checksums = checksums;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>
    /// The saved value: <see cref="PthDictionary"/>, List&lt;object?&gt;, object?[] (tuple), <see cref="PthTensor"/>, string, long,
    /// BigInteger, double, bool, byte[], <see cref="ScalarType"/> or null.
    /// </summary>
    public object? Root => content.Root;

    /// <summary>Every tensor by its place, the keys on the way joined by dots: "state_dict.layer1.0.conv1.weight".</summary>
    public IReadOnlyDictionary<string, PthTensor> Tensors => tensors;

    /// <summary>Opens a file and reads everything but the elements.</summary>
    /// <param name="path">The file.</param>
    /// <param name="verifyChecksums">False for a zip archive that was written without checksums (an option of PyTorch 2.6 and later).</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="PthException">The file is damaged, or asks for something that is refused; names the file and the fault.</exception>
    public static PthFile Open(string path, bool verifyChecksums = true)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        try
        {
            var opened = new PthFile(path, file, PthContent.Read(file), verifyChecksums);
            opened.Collect(opened.Root, "", [], Math.Max(1 << 20, file.Length));
            return opened;
        }
        catch (Exception error)
        {
            file.Dispose();
            if (error is PickleException or EndOfStreamException or OverflowException) throw new PthException(path, error.Message, error);
            throw;
        }
    }

    /// <summary>One tensor on the CPU. Tensors of one storage share its memory, as they did when they were saved.</summary>
    /// <param name="name">Its name in <see cref="Tensors"/>.</param>
    /// <exception cref="PthException">There is none of that name, or its elements are damaged.</exception>
    public Tensor Read(string name) => tensors.TryGetValue(name, out var tensor)
        ? Read(tensor)
        : throw new PthException(Path, $"there is no tensor '{name}' among its {tensors.Count} tensors");

    /// <summary>One tensor on the CPU, which belongs to the caller.</summary>
    /// <exception cref="PthException">Its elements are damaged.</exception>
    public Tensor Read(PthTensor tensor)
    {
        if (!storages.TryGetValue(tensor.StorageName, out var storage))
            storages.Add(tensor.StorageName, storage = Load(tensor.Storage).DetachFromDisposeScope());
        return storage.as_strided([.. tensor.Shape], [.. tensor.Strides], tensor.Offset);
    }

    /// <summary>Every tensor, by name.</summary>
    /// <exception cref="PthException">Elements are damaged.</exception>
    public IReadOnlyDictionary<string, Tensor> ReadAll() => tensors.ToDictionary(pair => pair.Key, pair => Read(pair.Value), StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var storage in storages.Values) storage.Dispose();
        storages.Clear();
        file.Dispose();
    }

    private Tensor Load(PthStorage storage)
    {
        var place = content.Places[storage.Key];
        if (place.Length > int.MaxValue) throw new PthException(Path, $"storage '{storage.Key}' has {place.Length} bytes; at most 2 GiB are read at once");
        var elements = empty(storage.Count, dtype: storage.Type);
        if (place.Length == 0) return elements;
        try
        {
            var bytes = elements.bytes;
            file.Position = place.Begin;
            file.ReadExactly(bytes);
            if (checksums && place.Checksum is { } expected && Crc32.Of(bytes) is var sum && sum != expected)
                throw new PthException(Path, $"the elements of storage '{storage.Key}' are damaged: checksum {sum:x8}, expected {expected:x8}");
            return elements;
        }
        catch (Exception error)
        {
            elements.Dispose();
            if (error is EndOfStreamException) throw new PthException(Path, $"storage '{storage.Key}' is cut off", error);
            throw;
        }
    }

    // Values may be shared or contain themselves: a container inside itself is left out, and the length of all names together is bounded.
    private long Collect(object? value, string name, HashSet<object> above, long budget)
    {
        if (value is PthTensor tensor) tensors[name.Length == 0 ? "tensor" : name] = tensor;
        if (value is not (PthDictionary or List<object?> or object?[])) return budget;
        if (above.Count > 100 || !above.Add(value)) return budget;
        foreach (var (key, inner) in Items(value))
        {
            var place = name.Length == 0 ? $"{key}" : $"{name}.{key}";
            budget -= 1 + place.Length;
            if (budget < 0) throw new PickleException("its values refer to each other too often; expected a file of weights");
            budget = Collect(inner, place, above, budget);
        }
        above.Remove(value);
        return budget;
    }

    private static IEnumerable<(object? Key, object? Value)> Items(object value) => value switch
    {
        PthDictionary dictionary => dictionary.Select(pair => (pair.Key, pair.Value)),
        IList<object?> list => list.Select((item, index) => ((object?)index, item)),
        _ => [],
    };
}
