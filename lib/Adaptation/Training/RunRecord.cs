using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Research.Adaptation.Training;

/// <summary>What run.json holds: everything needed to repeat the run, and its result.</summary>
public sealed record RunRecord
{
    private const int CurrentSchema = 1;

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Version of this layout.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>The recipe's key.</summary>
    public required string Recipe { get; init; }

    /// <summary>The profile's name.</summary>
    public required string Profile { get; init; }

    /// <summary>The run's seed.</summary>
    public required long Seed { get; init; }

    /// <summary>Hash of <see cref="RunIdentity"/>; the folder's name.</summary>
    public required string Hash { get; init; }

    /// <summary>Options and fingerprints that went into the hash.</summary>
    public required JsonObject Details { get; init; }

    /// <summary>Folder, relative to the store, of the run whose weights it started from; null where it started from drawn weights.</summary>
    public string? StartedFrom { get; init; }

    /// <summary>How far it has come.</summary>
    public required RunState State { get; init; }

    /// <summary>Steps of the whole run.</summary>
    public required long Steps { get; init; }

    /// <summary>Which weights the result is of.</summary>
    public CheckpointRule CheckpointRule { get; init; } = CheckpointRule.Last;

    /// <summary>Steps done when those weights were taken; null where they are the last.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? CheckpointStep { get; init; }

    /// <summary>When it was first started.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When it was finished.</summary>
    public DateTimeOffset? Finished { get; init; }

    /// <summary>Seconds of training, all sessions together, without evaluation of the result.</summary>
    public double Seconds { get; init; }

    /// <summary>Where it was trained last.</summary>
    public required RunEnvironment Environment { get; init; }

    /// <summary>What happened on the way: resumed, another number of threads, an error.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The evaluation of the weights that the rule names; null where the run is not finished, or measures something else.</summary>
    public EvaluationRecord? Result { get; init; }

    /// <summary>Further evaluations of the same weights, by name: other domains, other heads, the teacher.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, EvaluationRecord>? More { get; init; }

    /// <summary>Further numbers, by name: errors of depth, shares of labels.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, double>? Scores { get; init; }

    /// <summary>Writes the file under another name and renames it.</summary>
    public void Save(string path)
    {
        var next = path + ".next";
        using (var stream = new FileStream(next, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(stream, this, Json);
            stream.Flush(flushToDisk: true);
        }
        File.Move(next, path, overwrite: true);
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="RunException">The file is damaged or of another version; the message names it and says what to do.</exception>
    public static RunRecord Load(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var record = JsonSerializer.Deserialize<RunRecord>(stream, Json) ?? throw new JsonException("the file holds null");
            if (record.Schema != CurrentSchema)
                throw new RunException(path, $"expected schema {CurrentSchema}, got {record.Schema}; delete the run's folder to train it again");
            return record;
        }
        catch (JsonException e)
        {
            throw new RunException(path, $"expected a run record, but {e.Message} Delete the run's folder to train it again", e);
        }
    }
}
