using System.Text.Json.Nodes;

namespace Research.Adaptation.Training;

/// <summary>What differs between two runs (engineering, no paper).</summary>
public static class RunComparison
{
    /// <summary>The details that differ, by name: everything that entered the hashes, and where they were trained. Absent details are null.</summary>
    /// <param name="first">A run.</param>
    /// <param name="second">Another.</param>
    /// <returns>Name ("schedule.Rate" for instance) and both values as JSON texts, in the order of the first run's record.</returns>
    public static IReadOnlyList<(string Name, string? First, string? Second)> Differences(RunRecord first, RunRecord second)
    {
        var (a, b) = (Flat(first), Flat(second));
        return [.. a.Keys.Concat(b.Keys.Except(a.Keys)).Where(k => a.GetValueOrDefault(k) != b.GetValueOrDefault(k))
            .Select(k => (k, a.GetValueOrDefault(k), b.GetValueOrDefault(k)))];
    }

    private static Dictionary<string, string?> Flat(RunRecord record)
    {
        var environment = record.Environment;
        var all = new Dictionary<string, string?>
        {
            ["recipe"] = record.Recipe, ["profile"] = record.Profile, ["seed"] = FormattableString.Invariant($"{record.Seed}"),
        };
        foreach (var (name, value) in Leaves("", record.Details)) all[name] = value;
        all["(commit)"] = environment.Commit;
        all["(machine)"] = environment.Machine;
        all["(device)"] = environment.Device;
        all["(threads)"] = FormattableString.Invariant($"{environment.Threads}");
        return all;
    }

    private static IEnumerable<(string Name, string? Value)> Leaves(string name, JsonNode? node) => node is JsonObject fields && fields.Count > 0
        ? fields.SelectMany(f => Leaves(name.Length == 0 ? f.Key : $"{name}.{f.Key}", f.Value))
        : [(name, node?.ToJsonString().Trim('"'))];
}
