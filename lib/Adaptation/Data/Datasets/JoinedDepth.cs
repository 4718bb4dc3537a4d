using Research.Adaptation.Depth;
using Research.Imaging;

namespace Research.Adaptation.Data;

/// <summary>Depth of several datasets in a row, as <see cref="DatasetExtensions.Concat"/> joins their pictures (engineering, no paper).</summary>
/// <param name="parts">In order; at least one.</param>
public sealed class JoinedDepth(IReadOnlyList<IDepthSource> parts) : IDepthSource
{
    /// <inheritdoc/>
    public string Name => string.Join(" + ", parts.Select(p => p.Name).Distinct());

    /// <inheritdoc/>
    public string Fingerprint => string.Join(" + ", parts.Select(p => p.Fingerprint));

    /// <inheritdoc/>
    public int Count => parts.Sum(p => p.Count);

    /// <inheritdoc/>
    public DepthMap Load(int index)
    {
        var rest = DatasetGuard.Index(Name, Count, index);
        foreach (var part in parts)
        {
            if (rest < part.Count) return part.Load(rest);
            rest -= part.Count;
        }
        throw new InvalidOperationException("unreachable: the index was checked");
    }
}
