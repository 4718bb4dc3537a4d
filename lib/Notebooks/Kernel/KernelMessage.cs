using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Research.Notebooks.Kernel;

/// <summary>One message of Jupyter's protocol: routing identities, four JSON objects, buffers left aside.</summary>
internal sealed class KernelMessage
{
    private static readonly byte[] Delimiter = "<IDS|MSG>"u8.ToArray();
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public KernelMessage(string type, JsonObject header, JsonObject? parent, JsonObject content)
    {
        (Type, Header, Parent, Content) = (type, header, parent ?? [], content);
    }

    public string Type { get; }

    public IReadOnlyList<byte[]> Identities { get; init; } = [];

    public JsonObject Header { get; }

    public JsonObject Parent { get; }

    public JsonObject Metadata { get; init; } = [];

    public JsonObject Content { get; }

    /// <summary>Reads a message. Null where it is malformed, or not signed with the key.</summary>
    public static KernelMessage? Read(IReadOnlyList<byte[]> frames, MessageSigner signer)
    {
        var at = 0;
        while (at < frames.Count && !frames[at].AsSpan().SequenceEqual(Delimiter))
            at++;
        if (frames.Count < at + 6)
            return null;
        byte[][] parts = [frames[at + 2], frames[at + 3], frames[at + 4], frames[at + 5]];
        if (!signer.Verify(frames[at + 1], parts))
            return null;
        try
        {
            if (Parse(parts[0]) is not { } header || Parse(parts[1]) is not { } parent || Parse(parts[2]) is not { } metadata || Parse(parts[3]) is not { } content)
                return null;
            if (Text(header, "msg_type") is not { Length: > 0 } type || Text(header, "msg_id") is null)
                return null;
            // The header comes back as the parent of every answer, so it must be one that can be written.
            _ = Bytes(header);
            return new KernelMessage(type, header, parent, content) { Identities = [.. frames.Take(at)], Metadata = metadata };
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    public List<byte[]> ToFrames(MessageSigner signer)
    {
        byte[][] parts = [Bytes(Header), Bytes(Parent), Bytes(Metadata), Bytes(Content)];
        return [.. Identities, Delimiter, signer.Sign(parts), .. parts];
    }

    /// <summary>Text of a field; null where it is absent, of another kind, or not valid Unicode.</summary>
    public static string? Text(JsonObject json, string field)
    {
        try
        {
            return json[field] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair.
            return null;
        }
    }

    public string? Text(string field) => Text(Content, field);

    public bool Flag(string field, bool otherwise) =>
        Content[field] is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : otherwise;

    public int Number(string field, int otherwise) =>
        Content[field] is JsonValue value && value.TryGetValue<int>(out var number) ? number : otherwise;

    private static JsonObject? Parse(byte[] part) =>
        part.Length == 0 ? [] : JsonNode.Parse(part, documentOptions: Strict) as JsonObject;

    private static byte[] Bytes(JsonObject json)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Compact))
            json.WriteTo(writer);
        return stream.ToArray();
    }
}
