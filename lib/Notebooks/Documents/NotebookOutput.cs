using System.Text.Json.Nodes;

namespace Research.Notebooks;

/// <summary>One output of a code cell.</summary>
public sealed class NotebookOutput
{
    private NotebookOutput(NotebookOutputKind kind) => Kind = kind;

    /// <summary>What it is.</summary>
    public NotebookOutputKind Kind { get; }

    /// <summary>Stream name; empty for other kinds.</summary>
    public string Stream { get; private init; } = "";

    /// <summary>Text of a stream; empty for other kinds.</summary>
    public string Text { get; internal set; } = "";

    /// <summary>The value's media types; empty for streams and errors.</summary>
    public MimeBundle Data { get; internal set; } = new();

    /// <summary>Metadata of the value, by media type.</summary>
    public JsonObject Metadata { get; private init; } = new();

    /// <summary>Execution number of a result; null for other kinds.</summary>
    public int? ExecutionCount { get; internal set; }

    /// <summary>The error; null for other kinds.</summary>
    public CellError? Error { get; private init; }

    /// <summary>Identity for updates while the notebook runs; not stored.</summary>
    internal string? DisplayId { get; private init; }

    /// <summary>Makes a stream output.</summary>
    /// <param name="stream"><c>stdout</c> or <c>stderr</c>.</param>
    /// <param name="text">Its text.</param>
    public static NotebookOutput OfStream(string stream, string text) => new(NotebookOutputKind.Stream) { Stream = stream, Text = text };

    /// <summary>Makes a displayed value.</summary>
    /// <param name="data">Its media types.</param>
    public static NotebookOutput OfDisplay(MimeBundle data) => OfDisplay(data, null);

    /// <summary>Makes the value of a cell.</summary>
    /// <param name="data">Its media types.</param>
    /// <param name="executionCount">Execution number of the cell.</param>
    public static NotebookOutput OfResult(MimeBundle data, int? executionCount) => new(NotebookOutputKind.Result) { Data = data, ExecutionCount = executionCount };

    /// <summary>Makes an error output.</summary>
    /// <param name="error">The error.</param>
    public static NotebookOutput OfError(CellError error) => new(NotebookOutputKind.Error) { Error = error };

    internal static NotebookOutput OfDisplay(MimeBundle data, string? displayId) => new(NotebookOutputKind.Display) { Data = data, DisplayId = displayId };

    internal static NotebookOutput FromJson(JsonObject json)
    {
        var metadata = json["metadata"] is JsonObject stored ? (JsonObject)stored.DeepClone() : new JsonObject();
        var data = json["data"] is JsonObject bundle ? MimeBundle.FromJson(bundle) : new MimeBundle();
        return NotebookJson.Text(json["output_type"]) switch
        {
            "stream" => OfStream(NotebookJson.Text(json["name"]), NotebookJson.Text(json["text"])),
            "display_data" => new NotebookOutput(NotebookOutputKind.Display) { Data = data, Metadata = metadata },
            "execute_result" => new NotebookOutput(NotebookOutputKind.Result) { Data = data, Metadata = metadata, ExecutionCount = NotebookCell.Number(json["execution_count"]) },
            "error" => OfError(new CellError(NotebookJson.Text(json["ename"]), NotebookJson.Text(json["evalue"]), [.. (json["traceback"] as JsonArray ?? []).Select(NotebookJson.Text)])),
            var other => throw new NotebookFormatException($"output_type is stream, display_data, execute_result or error; found '{other}'"),
        };
    }

    internal JsonObject ToJson() => Kind switch
    {
        NotebookOutputKind.Stream => new JsonObject { ["output_type"] = "stream", ["name"] = Stream, ["text"] = NotebookJson.Lines(Text) },
        NotebookOutputKind.Error => new JsonObject
        {
            ["output_type"] = "error", ["ename"] = Error!.Name, ["evalue"] = Error.Message,
            ["traceback"] = new JsonArray([.. Error.Traceback.Select(line => (JsonNode?)JsonValue.Create(line))]),
        },
        NotebookOutputKind.Result => new JsonObject { ["output_type"] = "execute_result", ["data"] = DataJson(), ["metadata"] = Metadata.DeepClone(), ["execution_count"] = ExecutionCount },
        _ => new JsonObject { ["output_type"] = "display_data", ["data"] = DataJson(), ["metadata"] = Metadata.DeepClone() },
    };

    /// <summary>Text types as lists of lines, as Jupyter stores them; pictures and JSON as they are.</summary>
    private JsonObject DataJson()
    {
        var data = new JsonObject();
        foreach (var (mimeType, node) in Data.Entries)
            data[mimeType] = Data.Text(mimeType) is { } text && (mimeType.StartsWith("text/", StringComparison.Ordinal) || mimeType is "image/svg+xml" or "application/javascript")
                ? NotebookJson.Lines(text)
                : node.DeepClone();
        return data;
    }
}
