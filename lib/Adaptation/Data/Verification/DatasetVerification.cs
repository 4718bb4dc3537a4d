namespace Research.Adaptation.Data;

/// <summary>The outcome of checking a folder against a manifest.</summary>
/// <param name="Manifest">What was expected.</param>
/// <param name="Root">The folder.</param>
/// <param name="Splits">What was found of each split.</param>
/// <param name="Problems">What is wrong, by split and file; empty where all is well.</param>
/// <param name="FilesChecked">Files decoded from first to last byte.</param>
public sealed record DatasetVerification(
    DatasetManifest Manifest, string Root, IReadOnlyList<SplitSummary> Splits, IReadOnlyList<DatasetProblem> Problems, int FilesChecked)
{
    /// <summary>Whether nothing is wrong.</summary>
    public bool Passed => Problems.Count == 0;
}
