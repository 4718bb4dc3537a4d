using System.Numerics;
using System.Text;

namespace TorchSharp.Extras;

/// <summary>What a .pth file says before any element is read: its values, and where each storage lies.</summary>
/// <param name="Root">The saved value.</param>
/// <param name="Places">Where the storages lie, by name.</param>
/// <remarks>
/// Two formats of torch/serialization.py: since 1.6 a zip archive (NAME/data.pkl and one file NAME/data/KEY per storage), before that
/// ("legacy") five pickles (magic number, protocol 1001, machine, value, names of the storages), then for each name the number of
/// elements as eight bytes and the elements.
/// </remarks>
internal sealed record PthContent(object? Root, IReadOnlyDictionary<string, PthPlace> Places)
{
    private const long MaximumPickle = 64L << 20;
    private static readonly BigInteger Magic = BigInteger.Parse("119547037146038801333356");

    /// <summary>Reads either format.</summary>
    /// <exception cref="PickleException">The file is damaged, of another format, or asks for what is refused.</exception>
    public static PthContent Read(FileStream file)
    {
        Span<byte> head = stackalloc byte[8];
        var count = file.ReadAtLeast(head, 8, throwOnEndOfStream: false);
        if (count < 8) throw new PickleException($"{file.Length} bytes are too few for a .pth file");
        if (head[..4].SequenceEqual("PK\u0003\u0004"u8)) return Zip(file);
        if (head[0] == 0x80) return Legacy(file);
        throw new PickleException("it is neither a zip archive nor a pickle: not a .pth file" + (head[..6].SequenceEqual(new byte[] { 0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a }) ? " (it is HDF5)" : ""));
    }

    private static PthContent Zip(FileStream file)
    {
        var entries = ZipDirectory.Read(file);
        var pickle = entries.Values.FirstOrDefault(e => e.Name.EndsWith("/data.pkl", StringComparison.Ordinal) && e.Name.IndexOf('/', StringComparison.Ordinal) == e.Name.Length - 9)
            ?? throw new PickleException("the zip archive has no data.pkl: not written by torch.save");
        var folder = pickle.Name[..^"data.pkl".Length];
        if (entries.ContainsKey(folder + "constants.pkl")) throw new PickleException("it is a TorchScript program (torch.jit.save); expected weights (torch.save of a state_dict)");
        if (entries.TryGetValue(folder + "byteorder", out var order) && Content(file, order, 16) is var text && text != "little")
            throw new PickleException($"its numbers are stored '{text}' end first; expected little");
        RequirePlain(pickle);
        if (pickle.Length > MaximumPickle) throw new PickleException($"data.pkl has {pickle.Length} bytes; expected at most {MaximumPickle}");
        var globals = new PthGlobals();
        var root = new PickleMachine(new PickleSource(file, pickle.Begin, pickle.End), globals).Run();
        var places = new Dictionary<string, PthPlace>(StringComparer.Ordinal);
        foreach (var storage in globals.Storages.Values)
        {
            if (!entries.TryGetValue($"{folder}data/{storage.Key}", out var entry)) throw new PickleException($"storage '{storage.Key}' is missing in the archive");
            RequirePlain(entry);
            if (entry.Length != storage.Bytes) throw new PickleException($"storage '{storage.Key}' has {entry.Length} bytes; {storage.Count} elements of {storage.Type} take {storage.Bytes}");
            places.Add(storage.Key, new PthPlace(entry.Begin, entry.Length, entry.Checksum));
        }
        return new PthContent(root, places);
    }

    private static PthContent Legacy(FileStream file)
    {
        var source = new PickleSource(file, 0, Math.Min(file.Length, MaximumPickle));
        object? Next(PthGlobals globals) => new PickleMachine(source, globals).Run();
        if (Next(new PthGlobals()) is not BigInteger magic || magic != Magic)
            throw new PickleException("it is a pickle and not a .pth file: the magic number is missing");
        if (Next(new PthGlobals()) is not 1001L) throw new PickleException("its protocol is not 1001, the only one that PyTorch wrote");
        if (Next(new PthGlobals()) is not PthDictionary machine || !machine.TryGet("little_endian", out var little) || little is not true)
            throw new PickleException("it was written on a machine that stores the high byte first, or its description of that machine is damaged");
        var globals = new PthGlobals();
        var root = Next(globals);
        if (Next(new PthGlobals()) is not List<object?> keys) throw new PickleException("the list of its storages is missing");
        var places = new Dictionary<string, PthPlace>(StringComparer.Ordinal);
        var at = source.Position;
        foreach (var key in keys)
        {
            if (key is not string name || !globals.Storages.TryGetValue(name, out var storage)) throw new PickleException($"the list of its storages names {PthGlobals.Describe(key)} '{key}', which no tensor uses");
            var count = file.Length - at >= 8 ? new PickleSource(file, at, file.Length).Int64() : throw new PickleException($"storage '{name}' is cut off: truncated");
            if (count != storage.Count) throw new PickleException($"storage '{name}' is said to have {storage.Count} elements and then {count}");
            if (storage.Bytes > file.Length - at - 8) throw new PickleException($"storage '{name}' of {storage.Bytes} bytes goes beyond the end of the file: truncated");
            if (!places.TryAdd(name, new PthPlace(at + 8, storage.Bytes, Checksum: null))) throw new PickleException($"storage '{name}' stands twice in the file");
            at += 8 + storage.Bytes;
        }
        var missing = globals.Storages.Keys.FirstOrDefault(name => !places.ContainsKey(name));
        return missing is null ? new PthContent(root, places) : throw new PickleException($"storage '{missing}' is missing at the end of the file");
    }

    private static void RequirePlain(ZipEntry entry)
    {
        if (!entry.Plain) throw new PickleException($"the zip entry '{entry.Name}' is compressed or encrypted; PyTorch stores its files as they are");
    }

    private static string Content(FileStream file, ZipEntry entry, int maximum)
    {
        var bytes = new byte[Math.Min(entry.Length, maximum)];
        file.Position = entry.Begin;
        file.ReadExactly(bytes);
        return Encoding.ASCII.GetString(bytes).Trim();
    }
}
