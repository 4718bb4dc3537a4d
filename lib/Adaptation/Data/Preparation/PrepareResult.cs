namespace Research.Adaptation.Data;

/// <summary>What preparing did.</summary>
/// <param name="Folder">The copy's folder.</param>
/// <param name="Written">Pictures written now.</param>
/// <param name="Kept">Pictures that an earlier run had written.</param>
/// <param name="Splits">The splits that were there to copy.</param>
public sealed record PrepareResult(string Folder, int Written, int Kept, IReadOnlyList<string> Splits);
