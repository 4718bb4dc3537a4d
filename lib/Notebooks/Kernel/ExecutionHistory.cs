using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Research.Notebooks.Kernel;

/// <summary>The cells run so far, for front ends that offer them again.</summary>
internal sealed class ExecutionHistory
{
    private const int CurrentSession = 1;
    private const int MostEntries = 10_000;
    private readonly List<(int Number, string Code, string? Result)> entries = [];

    public void Add(int number, string code, string? result)
    {
        lock (entries)
        {
            if (entries.Count == MostEntries)
                entries.RemoveAt(0);
            entries.Add((number, code, result));
        }
    }

    /// <summary>The content of an answer to <c>history_request</c>: the tail, a range of numbers, or what matches a pattern with *, ? and [sets].</summary>
    public JsonObject Answer(KernelMessage request)
    {
        var withResults = request.Flag("output", false);
        var count = Math.Max(0, request.Number("n", MostEntries));
        List<(int Number, string Code, string? Result)> all;
        lock (entries)
            all = [.. entries];
        var found = request.Text("hist_access_type") switch
        {
            "range" => InRange(all, request),
            "search" => Matching(all, request).TakeLast(count),
            _ => all.TakeLast(count),
        };
        var history = found.Select(entry => (JsonNode)new JsonArray(CurrentSession, entry.Number, withResults ? new JsonArray(entry.Code, entry.Result) : JsonValue.Create(entry.Code)));
        return new JsonObject { ["history"] = new JsonArray([.. history]) };
    }

    private static IEnumerable<(int Number, string Code, string? Result)> InRange(List<(int Number, string Code, string? Result)> all, KernelMessage request)
    {
        // Zero or less counts back from this session, the only one remembered.
        if (request.Number("session", 0) is not (0 or CurrentSession))
            return [];
        var (start, stop) = (request.Number("start", 0), request.Number("stop", int.MaxValue));
        return all.Where(entry => entry.Number >= start && entry.Number < stop);
    }

    private static IEnumerable<(int Number, string Code, string? Result)> Matching(List<(int Number, string Code, string? Result)> all, KernelMessage request)
    {
        var pattern = Glob(request.Text("pattern") ?? "*");
        var found = all.Where(entry => pattern.IsMatch(entry.Code));
        return request.Flag("unique", false) ? found.Reverse().DistinctBy(entry => entry.Code).Reverse() : found;
    }

    // What Jupyter's own kernel takes (SQLite's GLOB): * any text, ? one character, [...] one of a set.
    private static Regex Glob(string pattern)
    {
        var regex = new System.Text.StringBuilder("^");
        for (var i = 0; i < pattern.Length; i++)
        {
            var end = pattern[i] == '[' && i + 2 < pattern.Length ? pattern.IndexOf(']', i + 2) : -1;
            if (end > 0)
            {
                var set = pattern[(i + 1)..end].Replace("\\", "\\\\", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal);
                regex.Append('[').Append(set).Append(']');
                i = end;
            }
            else
                regex.Append(pattern[i] switch { '*' => ".*", '?' => ".", var other => Regex.Escape(other.ToString()) });
        }
        try
        {
            return new Regex(regex.Append('$').ToString(), RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (ArgumentException)
        {
            // A set such as [z-a]: it matches nothing but itself.
            return new Regex("^" + Regex.Escape(pattern) + "$", RegexOptions.CultureInvariant);
        }
    }
}
