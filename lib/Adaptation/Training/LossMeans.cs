namespace Research.Adaptation.Training;

/// <summary>The losses of a step: means over its batches, terms with their weights first, then parts without, in the order they came.</summary>
internal sealed class LossMeans(int batches)
{
    private readonly List<string> terms = [];
    private readonly List<string> parts = [];
    private readonly Dictionary<string, double> sums = [];

    public IReadOnlyList<(string Name, double Value)> Means => [.. terms.Concat(parts).Select(n => (n, batches == 1 ? sums[n] : sums[n] / batches))];

    public void Add(string name, double value, bool weighted)
    {
        if (!sums.TryAdd(name, value)) sums[name] += value;
        else (weighted ? terms : parts).Add(name);
    }
}
