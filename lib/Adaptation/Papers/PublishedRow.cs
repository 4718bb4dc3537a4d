namespace Research.Adaptation.Papers;

/// <summary>One row of a published table; all numbers are IoU in percent.</summary>
/// <param name="Method">The row's name in the paper.</param>
/// <param name="Mean">Mean IoU, percent.</param>
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
}
