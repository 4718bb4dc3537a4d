namespace Research.Adaptation.Weights;

/// <summary>What of a file of weights went into a network and what did not.</summary>
/// <param name="Matched">Name in the network and the name in the file that it got its values from.</param>
/// <param name="Ignored">Names of the file that the manifest leaves out, and why.</param>
/// <param name="Fresh">Names in the covered part that keep their drawn values by the manifest, and why.</param>
/// <param name="Outside">Names of the network outside the covered part: they keep their drawn values.</param>
/// <param name="Unknown">Names of the file that neither a rule nor a reason covers.</param>
/// <param name="Missing">Names in the covered part for which the file has nothing.</param>
/// <param name="Misfit">Tensors whose shapes differ, told with both.</param>
public sealed record WeightsReport(
    IReadOnlyList<(string Network, string File)> Matched, IReadOnlyList<(string File, string Reason)> Ignored,
    IReadOnlyList<(string Network, string Reason)> Fresh, IReadOnlyList<string> Outside, IReadOnlyList<string> Unknown,
    IReadOnlyList<string> Missing, IReadOnlyList<string> Misfit)
{
    private const int Shown = 5;

    /// <summary>Whether the file fits the network as its manifest says.</summary>
    public bool Fits => Unknown.Count == 0 && Missing.Count == 0 && Misfit.Count == 0;

    /// <summary>One line: how many tensors matched and how many did not, and why not.</summary>
    public override string ToString()
    {
        var parts = new List<string> { $"{Matched.Count} tensors taken" };
        parts.AddRange(Ignored.GroupBy(i => i.Reason).Select(g => $"{g.Count()} of the file left out ({g.Key})"));
        parts.AddRange(Fresh.GroupBy(f => f.Reason).Select(g => $"{g.Count()} of the network keep their start ({g.Key})"));
        if (Outside.Count > 0) parts.Add($"{Outside.Count} outside the covered part keep their start");
        Add(parts, "unknown in the file", Unknown);
        Add(parts, "missing in the file", Missing);
        Add(parts, "of another shape", Misfit);
        return string.Join("; ", parts);
    }

    private static void Add(List<string> parts, string what, IReadOnlyList<string> names)
    {
        if (names.Count > 0) parts.Add($"{names.Count} {what}: {string.Join(", ", names.Take(Shown))}{(names.Count > Shown ? ", ..." : "")}");
    }
}
