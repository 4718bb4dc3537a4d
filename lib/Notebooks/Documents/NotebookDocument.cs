using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Research.Notebooks;

/// <summary>A notebook file (.ipynb, nbformat 4, written as 4.5).</summary>
public sealed class NotebookDocument
{
    private readonly List<NotebookCell> cells = [];

    /// <summary>Makes an empty C# notebook.</summary>
    public NotebookDocument() => Metadata = new JsonObject
    {
        ["kernelspec"] = new JsonObject { ["display_name"] = ".NET (C#)", ["language"] = "C#", ["name"] = ".net-csharp" },
        ["language_info"] = new JsonObject { ["file_extension"] = ".cs", ["mimetype"] = "text/x-csharp", ["name"] = "C#", ["pygments_lexer"] = "csharp", ["version"] = "14.0" },
    };

    private NotebookDocument(JsonObject metadata) => Metadata = metadata;

    /// <summary>Metadata as stored; unknown keys are kept.</summary>
    public JsonObject Metadata { get; }

    /// <summary>The cells in order.</summary>
    public IReadOnlyList<NotebookCell> Cells => cells;

    /// <summary>Text of the first Markdown heading; null where there is none.</summary>
    public string? Title => cells.Where(cell => cell.Kind == NotebookCellKind.Markdown)
        .SelectMany(cell => cell.Source.Split('\n'))
        .FirstOrDefault(line => line.StartsWith("# ", StringComparison.Ordinal))?[2..].Trim();

    /// <summary>Reads a notebook file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="NotebookFormatException">It is not a notebook of format 4.</exception>
    public static NotebookDocument Load(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path));
        }
        catch (NotebookFormatException error)
        {
            throw new NotebookFormatException($"{path}: {error.Message}");
        }
    }

    /// <summary>Reads a notebook from its text.</summary>
    /// <param name="text">JSON text.</param>
    /// <exception cref="NotebookFormatException">It is not a notebook of format 4.</exception>
    public static NotebookDocument Parse(string text)
    {
        JsonObject json;
        try
        {
            json = JsonNode.Parse(text) as JsonObject ?? throw new NotebookFormatException("a notebook is a JSON object");
        }
        catch (JsonException error)
        {
            throw new NotebookFormatException($"not valid JSON: {error.Message}");
        }
        if (NotebookCell.Number(json["nbformat"]) is not 4)
            throw new NotebookFormatException($"nbformat 4 was expected; found {json["nbformat"]?.ToJsonString() ?? "none"}");
        if (json["cells"] is not JsonArray stored)
            throw new NotebookFormatException("a notebook has a list named cells; found none");
        var document = new NotebookDocument(json["metadata"] is JsonObject metadata ? (JsonObject)metadata.DeepClone() : new JsonObject());
        for (var index = 0; index < stored.Count; index++)
            document.AddStored(stored[index], index);
        return document;
    }

    /// <summary>Adds a cell at the end.</summary>
    /// <param name="cell">The cell.</param>
    public void Add(NotebookCell cell) => Insert(cells.Count, cell);

    /// <summary>Adds a cell; one without an identity is given the first free <c>cell-n</c>.</summary>
    /// <param name="index">Place, from 0.</param>
    /// <param name="cell">The cell.</param>
    public void Insert(int index, NotebookCell cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        if (cell.Id.Length == 0 || cells.Any(other => other.Id == cell.Id))
            cell.Id = Enumerable.Range(index + 1, cells.Count + 1).Select(number => $"cell-{number}").First(id => cells.All(other => other.Id != id));
        cells.Insert(index, cell);
    }

    /// <summary>Removes a cell.</summary>
    /// <param name="cell">The cell.</param>
    public void Remove(NotebookCell cell) => cells.Remove(cell);

    /// <summary>Removes outputs, execution numbers and times, the form in which notebooks are committed.</summary>
    public void ClearOutputs()
    {
        foreach (var cell in cells.Where(cell => cell.Kind == NotebookCellKind.Code))
        {
            cell.Outputs.Clear();
            cell.ExecutionCount = null;
            cell.Metadata.Remove("execution");
        }
    }

    /// <summary>A copy that shares nothing with this one.</summary>
    public NotebookDocument Copy() => Parse(ToText());

    /// <summary>The file's text: keys in ordinal order, the bytes that Jupyter would write.</summary>
    public string ToText() => NotebookJson.Write(new JsonObject
    {
        ["cells"] = new JsonArray([.. cells.Select(cell => (JsonNode?)cell.ToJson())]),
        ["metadata"] = Metadata.DeepClone(),
        ["nbformat"] = 4,
        ["nbformat_minor"] = 5,
    });

    /// <summary>Writes the file: to a temporary name first, so that a stop never leaves half a notebook.</summary>
    /// <param name="path">The file.</param>
    public void Save(string path) => AtomicFile.Write(path, new UTF8Encoding(false).GetBytes(ToText()));

    private void AddStored(JsonNode? node, int index)
    {
        try
        {
            Add(NotebookCell.FromJson(node as JsonObject ?? throw new NotebookFormatException("a cell is a JSON object")));
        }
        catch (NotebookFormatException error)
        {
            throw new NotebookFormatException($"cell {index + 1}: {error.Message}");
        }
    }
}
