namespace Research.Adaptation.Papers;

/// <summary>One row of a published table; numbers are in percent unless their metric says otherwise.</summary>
/// <param name="Method">The row's name in the paper.</param>
/// <param name="Mean">The row's main number, mean IoU in percent unless <see cref="Metric"/> names another.</param>
/// <param name="Status">How sure <paramref name="Mean"/> is.</param>
/// <param name="Source">Where it was read.</param>
public sealed record PublishedRow(string Method, double Mean, FactStatus Status, string Source)
{
    /// <summary>IoU of each class in the table's order, percent; empty where none is known.</summary>
    public IReadOnlyList<double> Classes { get; init; } = [];

    /// <summary>How sure <see cref="Classes"/> are.</summary>
    public FactStatus ClassStatus { get; init; } = FactStatus.Unverified;

    /// <summary>A second mean over fewer classes (13 of 16, say), percent; null where the table has none.</summary>
    public double? SubsetMean { get; init; }

    /// <summary>What <see cref="Mean"/> is: the name of a <see cref="TableMetric"/>.</summary>
    /// <value>mIoU.</value>
    public string Metric { get; init; } = TableMetric.MeanIntersectionOverUnion.Name;

    /// <summary>Further published numbers of the row, by the name of their metric; they have the row's status.</summary>
    public IReadOnlyDictionary<string, double> Others { get; init; } = new Dictionary<string, double>();

    /// <summary>The published number of a metric, or null where the row has none.</summary>
    /// <param name="metric">Its name.</param>
    public double? Value(string metric) => metric == Metric ? Mean : Others.TryGetValue(metric, out var other) ? other : null;
}
