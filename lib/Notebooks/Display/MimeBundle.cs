using System.Text.Json.Nodes;

namespace Research.Notebooks;

/// <summary>One value in several media types: a front end draws the richest one that it understands.</summary>
/// <remarks>
/// Text media types hold a JSON string, <c>image/png</c> and other binary ones a base64 string, and every <c>*+json</c> type
/// (<c>application/vnd.plotly.v1+json</c>) a JSON object, because renderers reject JSON that arrives as a string.
/// </remarks>
public sealed class MimeBundle
{
    /// <summary>Media type of plain text, present in every bundle that the engine makes.</summary>
    public const string PlainText = "text/plain";

    /// <summary>Media type of HTML.</summary>
    public const string Html = "text/html";

    /// <summary>Media type of Markdown.</summary>
    public const string Markdown = "text/markdown";

    /// <summary>Media type of a Plotly figure: an object with <c>data</c>, <c>layout</c> and <c>config</c>.</summary>
    public const string Plotly = "application/vnd.plotly.v1+json";

    /// <summary>Media type of a PNG picture (base64 text).</summary>
    public const string Png = "image/png";

    private readonly SortedDictionary<string, JsonNode> entries = new(StringComparer.Ordinal);

    /// <summary>The values by media type, in ordinal order of the media types.</summary>
    public IReadOnlyDictionary<string, JsonNode> Entries => entries;

    /// <summary>Makes a bundle of one text.</summary>
    /// <param name="mimeType">Media type.</param>
    /// <param name="text">Its content.</param>
    public static MimeBundle Of(string mimeType, string text)
    {
        var bundle = new MimeBundle();
        bundle.Set(mimeType, text);
        return bundle;
    }

    /// <summary>Reads the <c>data</c> object of a notebook output; lists of lines are joined.</summary>
    /// <param name="data">Object from media type to content.</param>
    public static MimeBundle FromJson(JsonObject data)
    {
        var bundle = new MimeBundle();
        foreach (var (mimeType, content) in data)
            bundle.entries[mimeType] = IsJson(mimeType) ? content?.DeepClone() ?? new JsonObject() : JsonValue.Create(NotebookJson.Text(content));
        return bundle;
    }

    /// <summary>True for <c>application/json</c> and every media type that ends in <c>+json</c>.</summary>
    /// <param name="mimeType">Media type.</param>
    public static bool IsJson(string mimeType) =>
        mimeType == "application/json" || mimeType.EndsWith("+json", StringComparison.Ordinal);

    /// <summary>True when the bundle holds this media type.</summary>
    /// <param name="mimeType">Media type.</param>
    public bool Has(string mimeType) => entries.ContainsKey(mimeType);

    /// <summary>The text of a media type, or null where the bundle has none or it is a JSON object.</summary>
    /// <param name="mimeType">Media type.</param>
    public string? Text(string mimeType) =>
        entries.TryGetValue(mimeType, out var node) && node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>Puts text under a media type; text of a JSON type is parsed into an object.</summary>
    /// <param name="mimeType">Media type.</param>
    /// <param name="text">Content: text, base64 or JSON text.</param>
    /// <exception cref="System.Text.Json.JsonException">A JSON media type got text that is not JSON.</exception>
    public void Set(string mimeType, string text) =>
        entries[mimeType] = IsJson(mimeType) ? JsonNode.Parse(text) ?? new JsonObject() : JsonValue.Create(text);

    /// <summary>Puts a JSON node under a media type.</summary>
    /// <param name="mimeType">Media type.</param>
    /// <param name="node">Content; copied.</param>
    public void Set(string mimeType, JsonNode node) => entries[mimeType] = node.DeepClone();

    /// <summary>The <c>data</c> object of a message or a notebook output.</summary>
    public JsonObject ToJson()
    {
        var data = new JsonObject();
        foreach (var (mimeType, node) in entries)
            data[mimeType] = node.DeepClone();
        return data;
    }
}
