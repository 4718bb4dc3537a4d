namespace Research.Adaptation.Data;

/// <summary>What was found of one split.</summary>
/// <param name="Name">Name of the split.</param>
/// <param name="Expected">Pictures that the manifest promises.</param>
/// <param name="Images">Pictures of the split that are there.</param>
/// <param name="Labels">Label files of the split that are there; null for an unlabelled split.</param>
/// <param name="Skipped">The split is optional and absent as a whole, or was not asked for.</param>
public sealed record SplitSummary(string Name, int Expected, int Images, int? Labels, bool Skipped);
