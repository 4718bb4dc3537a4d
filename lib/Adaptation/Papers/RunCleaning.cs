using System.Text.Json.Nodes;
using Research.Adaptation.Data;
using Research.Adaptation.Training;

namespace Research.Adaptation.Papers;

/// <summary>Finds runs that nothing will use again (engineering, no paper).</summary>
public static class RunCleaning
{
    private static readonly string[] Versions = ["numerics", "torch"];

    /// <summary>
    /// Runs that are not finished, failed, or superseded: trained by older numerics, another libtorch, or on data that its recipe no
    /// longer reads; and runs that start from or need one of those. Runs with changed settings (<c>--set</c>) are not superseded.
    /// </summary>
    /// <param name="store">The runs.</param>
    /// <param name="runner">Knows what recipes are now.</param>
    /// <returns>Folder and reason, by folder.</returns>
    public static IReadOnlyList<(string Folder, string Reason)> Find(RunStore store, ExperimentRunner runner)
    {
        var found = new Dictionary<string, string>();
        var finished = new Dictionary<string, RunRecord>();
        foreach (var (folder, record, problem) in store.List())
        {
            if (record is null) found[folder] = problem!;
            else if (record.State == RunState.Failed) found[folder] = $"failed: {record.Notes.LastOrDefault() ?? "no reason was noted"}";
            else if (record.State != RunState.Finished) found[folder] = Unfinished(folder, record);
            else if (Superseded(record, runner) is { } reason) found[folder] = "superseded: " + reason;
            else finished[folder] = record;
        }
        // What was built on a removed run goes with it: its recipe will not ask for it again.
        while (finished.FirstOrDefault(f => Before(store, f.Value).Any(found.ContainsKey)) is { Key: { } next })
        {
            found[next] = $"superseded: built on {Path.GetFileName(Before(store, finished[next]).First(found.ContainsKey))}, which goes too";
            finished.Remove(next);
        }
        return [.. found.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => (f.Key, f.Value))];
    }

    private static string Unfinished(string folder, RunRecord record)
    {
        var path = Path.Combine(folder, "metrics.csv");
        var steps = File.Exists(path) && MetricsLog.Read(path).TryGetValue("step", out var done) && done.Length > 0 ? done[^1] : 0;
        return FormattableString.Invariant($"not finished: step {steps} of {record.Steps}; training it again would go on");
    }

    private static string? Superseded(RunRecord record, ExperimentRunner runner)
    {
        if (RecipeCatalogue.Recipes.FirstOrDefault(r => r.Key == record.Recipe) is not { } recipe) return null;
        if (!Enum.TryParse<Profile>(record.Profile, ignoreCase: true, out var profile)) return null;
        JsonObject now;
        try
        {
            now = runner.Identify(recipe, profile, record.Seed).Details;
        }
        catch (DatasetException)
        {
            return null; // The data is not here: nobody can say what the recipe would read.
        }
        foreach (var name in Versions)
            if (!Same(record.Details[name], now[name])) return $"{name} {record.Details[name]}, now {now[name]}";
        foreach (var (name, value) in record.Details)
            if (IsFingerprint(name) && now.ContainsKey(name) && !Same(value, now[name])) return $"other data ({name})";
        return null;
    }

    // Data is no setting: where its fingerprint differs, the recipe or the generator has changed.
    private static bool IsFingerprint(string name) => name is "source" or "target" or "evaluationData" or "sourceValidation";

    private static IEnumerable<string> Before(RunStore store, RunRecord record)
    {
        if (record.StartedFrom is { } start) yield return Path.GetFullPath(start, store.Root);
        if (record.Details["needs"] is not JsonObject needs) yield break;
        var hashes = needs.Select(n => n.Value?.ToString()).ToHashSet();
        foreach (var (folder, _, _) in store.List())
            if (hashes.Contains(Path.GetFileName(folder))) yield return folder;
    }

    private static bool Same(JsonNode? a, JsonNode? b) => a?.ToJsonString() == b?.ToJsonString();
}
