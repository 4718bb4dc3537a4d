namespace Research.Adaptation.Data;

/// <summary>How far a verification has come.</summary>
/// <param name="Done">Files checked.</param>
/// <param name="Total">Files to check.</param>
/// <param name="Problems">Problems found until now.</param>
/// <param name="File">The file checked last, relative to the dataset's folder.</param>
public readonly record struct VerificationProgress(int Done, int Total, int Problems, string File);
