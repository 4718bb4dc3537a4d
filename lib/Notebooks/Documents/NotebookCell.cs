using System.Text.Json.Nodes;

namespace Research.Notebooks;

/// <summary>One cell of a notebook.</summary>
public sealed class NotebookCell
{
    /// <summary>Makes a cell.</summary>
    /// <param name="kind">What it holds.</param>
    /// <param name="source">Its text.</param>
    /// <param name="id">Identity, unique in the notebook: letters, digits, - and _, at most 64; null lets the document choose.</param>
    public NotebookCell(NotebookCellKind kind, string source, string? id = null)
    {
        Kind = kind;
        Source = source;
        Id = id ?? "";
    }

    /// <summary>What it holds.</summary>
    public NotebookCellKind Kind { get; }

    /// <summary>Identity; empty until the document has given one.</summary>
    public string Id { get; internal set; }

    /// <summary>Its text.</summary>
    public string Source { get; set; }

    /// <summary>Metadata as stored; unknown keys are kept.</summary>
    public JsonObject Metadata { get; private init; } = new();

    /// <summary>Pictures attached to a Markdown cell, as stored; null where there are none.</summary>
    public JsonObject? Attachments { get; private init; }

    /// <summary>Execution number of a code cell that has run.</summary>
    public int? ExecutionCount { get; set; }

    /// <summary>Outputs of a code cell.</summary>
    public IList<NotebookOutput> Outputs { get; } = [];

    /// <summary>The cell's tags.</summary>
    public IReadOnlyList<string> Tags => [.. (Metadata["tags"] as JsonArray ?? []).Select(NotebookJson.Text)];

    /// <summary>True when the cell carries the tag.</summary>
    /// <param name="tag">Tag, <c>parameters</c> for example.</param>
    public bool HasTag(string tag) => Tags.Contains(tag, StringComparer.Ordinal);

    /// <summary>Adds a tag if the cell does not carry it.</summary>
    /// <param name="tag">Tag.</param>
    public void AddTag(string tag)
    {
        if (HasTag(tag))
            return;
        if (Metadata["tags"] is not JsonArray tags)
            Metadata["tags"] = tags = [];
        tags.Add((JsonNode)JsonValue.Create(tag));
    }

    internal static int? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;

    internal static NotebookCell FromJson(JsonObject json)
    {
        var kind = NotebookJson.Text(json["cell_type"]) switch
        {
            "code" => NotebookCellKind.Code,
            "markdown" => NotebookCellKind.Markdown,
            "raw" => NotebookCellKind.Raw,
            var other => throw new NotebookFormatException($"cell_type is code, markdown or raw; found '{other}'"),
        };
        var cell = new NotebookCell(kind, NotebookJson.Text(json["source"]), NotebookJson.Text(json["id"]))
        {
            Metadata = json["metadata"] is JsonObject metadata ? (JsonObject)metadata.DeepClone() : new JsonObject(),
            Attachments = (json["attachments"] as JsonObject)?.DeepClone() as JsonObject,
            ExecutionCount = Number(json["execution_count"]),
        };
        foreach (var output in json["outputs"] as JsonArray ?? [])
            cell.Outputs.Add(NotebookOutput.FromJson(output as JsonObject ?? throw new NotebookFormatException("an output is a JSON object; found " + (output?.ToJsonString() ?? "null"))));
        return cell;
    }

    internal JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["cell_type"] = Kind.ToString().ToLowerInvariant(),
            ["id"] = Id,
            ["metadata"] = Metadata.DeepClone(),
            ["source"] = NotebookJson.Lines(Source),
        };
        if (Attachments is not null)
            json["attachments"] = Attachments.DeepClone();
        if (Kind == NotebookCellKind.Code)
        {
            json["execution_count"] = ExecutionCount;
            json["outputs"] = new JsonArray([.. Outputs.Select(output => (JsonNode?)output.ToJson())]);
        }
        return json;
    }
}
