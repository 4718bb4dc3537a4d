using System.Text.Json;
using Research.Adaptation.Training;

namespace Research.Adaptation.Papers;

/// <summary>What a pool and its workers say to each other: JSON, one object a line.</summary>
internal static class WorkerLines
{
    // Losses are pairs, whose parts are fields.
    private static readonly JsonSerializerOptions Options = new() { IncludeFields = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>A line for the other side.</summary>
    public static string Write<T>(T message) => JsonSerializer.Serialize(message, Options);

    /// <summary>A line of the other side; null where it is something else, such as what a native library prints.</summary>
    public static T? Read<T>(string line)
        where T : class
    {
        if (!line.StartsWith('{')) return null;
        try
        {
            return JsonSerializer.Deserialize<T>(line, Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Said to a worker: train this, if it is the same thing to you.</summary>
    public sealed record Order(string Recipe, string Profile, long Seed, string Hash);

    /// <summary>Said by a worker: how far it is, or that the run has ended, with the reason where it is not finished.</summary>
    public sealed record Report(TrainingProgress? Progress, bool Ended, string? Error);
}
