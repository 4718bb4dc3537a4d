namespace Research.Adaptation.Data;

/// <summary>How far preparing has come.</summary>
/// <param name="Done">Pictures that are done, those of earlier runs included.</param>
/// <param name="Total">All pictures.</param>
public readonly record struct PrepareProgress(int Done, int Total);
