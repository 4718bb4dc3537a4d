using System.Text.Json;
using static TorchSharp.torch;

namespace TorchSharp.Extras;

/// <summary>The JSON header of a safetensors file, read with every promise of the format checked.</summary>
/// <remarks>
/// Format: https://github.com/huggingface/safetensors (README, "Format"): eight bytes with the header's length (little endian), the
/// header as a JSON object, then the data. Offsets count from the data's first byte; tensors fill the data without gap or overlap.
/// </remarks>
internal sealed class SafeTensorsHeader
{
    /// <summary>The format's own limit on the header.</summary>
    public const long MaximumLength = 100_000_000;

    private const string MetadataKey = "__metadata__";
    private readonly string path;
    private readonly Dictionary<string, TensorEntry> entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> metadata = new(StringComparer.Ordinal);

    private SafeTensorsHeader(string path) => this.path = path;

    public IReadOnlyDictionary<string, TensorEntry> Entries => entries;

    public IReadOnlyDictionary<string, string> Metadata => metadata;

    public static SafeTensorsHeader Parse(string path, ReadOnlySpan<byte> json, long dataLength)
    {
        var header = new SafeTensorsHeader(path);
        try
        {
            header.ReadAll(json);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or FormatException)
        {
            throw new SafeTensorsException(path, $"the header is not the JSON that the format asks for ({broken.Message})", broken);
        }

        header.CheckLayout(dataLength);
        return header;
    }

    private void ReadAll(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 4 });
        Expect(ref reader, JsonTokenType.StartObject, "the header");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            if (name == MetadataKey)
                ReadMetadata(ref reader);
            else if (!entries.TryAdd(name, ReadEntry(ref reader, name)))
                throw new SafeTensorsException(path, $"tensor '{name}' stands twice in the header");
        }

        // The format pads headers with spaces; anything else after the object is damage.
        while (reader.Read())
            throw new SafeTensorsException(path, "the header goes on after its JSON object");
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartObject, MetadataKey);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            Expect(ref reader, JsonTokenType.String, $"{MetadataKey}.{key}");
            metadata[key] = reader.GetString()!;
        }
    }

    private TensorEntry ReadEntry(ref Utf8JsonReader reader, string name)
    {
        Expect(ref reader, JsonTokenType.StartObject, $"tensor '{name}'");
        string? type = null;
        long[]? shape = null, offsets = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = reader.GetString();
            switch (field)
            {
                case "dtype":
                    Expect(ref reader, JsonTokenType.String, $"tensor '{name}', dtype");
                    type = reader.GetString();
                    break;
                case "shape":
                    shape = ReadSizes(ref reader, name, field);
                    break;
                case "data_offsets":
                    offsets = ReadSizes(ref reader, name, field);
                    break;
                default:
                    throw new SafeTensorsException(path, $"tensor '{name}' has a field '{field}'; expected dtype, shape, data_offsets");
            }
        }

        if (!ElementTypes.TryFind(type, out var element, out var size))
            throw new SafeTensorsException(path, $"tensor '{name}': dtype is '{type ?? "missing"}', expected one of {ElementTypes.Names}");
        if (shape is null || offsets is not { Length: 2 })
            throw new SafeTensorsException(path, $"tensor '{name}': shape or data_offsets is missing or of the wrong length");
        var entry = new TensorEntry(name, element, shape, offsets[0], offsets[1]);
        CheckLength(entry, size);
        return entry;
    }

    private long[] ReadSizes(ref Utf8JsonReader reader, string name, string field)
    {
        Expect(ref reader, JsonTokenType.StartArray, $"tensor '{name}', {field}");
        var sizes = new List<long>();
        while (reader.Read() && reader.TokenType == JsonTokenType.Number)
        {
            if (!reader.TryGetInt64(out var size) || size < 0)
                throw new SafeTensorsException(path, $"tensor '{name}', {field}: expected whole numbers from 0");
            sizes.Add(size);
            if (sizes.Count > 64)
                throw new SafeTensorsException(path, $"tensor '{name}', {field}: more than 64 numbers");
        }

        if (reader.TokenType != JsonTokenType.EndArray)
            throw new SafeTensorsException(path, $"tensor '{name}', {field}: expected a list of numbers");
        return [.. sizes];
    }

    private void CheckLength(TensorEntry entry, int elementSize)
    {
        long bytes = elementSize;
        try
        {
            foreach (var size in entry.Shape)
                bytes = checked(bytes * size);
        }
        catch (OverflowException)
        {
            throw new SafeTensorsException(path, $"tensor '{entry.Name}': the shape [{string.Join(", ", entry.Shape)}] is impossibly large");
        }

        if (entry.End < entry.Begin || entry.End - entry.Begin != bytes)
            throw new SafeTensorsException(path, $"tensor '{entry.Name}': {entry.Type} [{string.Join(", ", entry.Shape)}] takes {bytes} bytes, data_offsets say {entry.End - entry.Begin}");
    }

    private void CheckLayout(long dataLength)
    {
        long expected = 0;
        foreach (var entry in entries.Values.OrderBy(e => e.Begin).ThenBy(e => e.End))
        {
            if (entry.Begin != expected)
                throw new SafeTensorsException(path, $"tensor '{entry.Name}' begins at byte {entry.Begin} of the data, expected {expected}: tensors must fill it without gap or overlap");
            expected = entry.End;
        }

        if (expected != dataLength)
            throw new SafeTensorsException(path, $"the header describes {expected} bytes of data, the file holds {dataLength}");
    }

    private void Expect(ref Utf8JsonReader reader, JsonTokenType token, string where)
    {
        if (!reader.Read() || reader.TokenType != token)
            throw new SafeTensorsException(path, $"{where}: expected {token}, found {reader.TokenType}");
    }
}
