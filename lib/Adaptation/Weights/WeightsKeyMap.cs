using System.Text.RegularExpressions;

namespace Research.Adaptation.Weights;

/// <summary>How the names in a file of weights become names in a network. Patterns match whole names.</summary>
/// <param name="Into">Beginning of the network's names that the file covers ("trunk."); every part that matches gets all of it.</param>
/// <param name="Rules">Name in the file, and name in the part with $1 .. for what its groups matched; the first that matches counts.</param>
/// <param name="Ignore">Names of the file that are left out, and why.</param>
/// <param name="Fresh">Names in the part that keep their drawn values, and why.</param>
public sealed record WeightsKeyMap(
    Regex Into, IReadOnlyList<(Regex From, string To)> Rules, IReadOnlyList<(Regex Keys, string Reason)> Ignore,
    IReadOnlyList<(Regex Keys, string Reason)> Fresh)
{
    /// <summary>The beginnings of network names that the file covers: "trunk.", or "bodies.0.trunk." and "bodies.1.trunk.".</summary>
    public IReadOnlyList<string> Parts(IEnumerable<string> networkKeys) =>
        [.. networkKeys.Select(key => Into.Match(key)).Where(match => match.Success).Select(match => match.Value).Distinct()];

    /// <summary>The name in a part for a name of the file; null where no rule matches.</summary>
    public string? Translate(string fileKey)
    {
        foreach (var (from, to) in Rules)
            if (from.Match(fileKey) is { Success: true } match) return match.Result(to);
        return null;
    }

    /// <summary>Why a name of the file is left out; null where it is not.</summary>
    public string? IgnoredBecause(string fileKey) => Reason(Ignore, fileKey);

    /// <summary>Why a name in a part keeps its drawn value; null where it does not.</summary>
    public string? FreshBecause(string partKey) =>
        Reason(Fresh, partKey) ?? (partKey.EndsWith(".num_batches_tracked", StringComparison.Ordinal) ? "a counter that old files lack and no result depends on" : null);

    private static string? Reason(IReadOnlyList<(Regex Keys, string Reason)> patterns, string key)
    {
        foreach (var (keys, reason) in patterns)
            if (keys.IsMatch(key)) return reason;
        return null;
    }
}
