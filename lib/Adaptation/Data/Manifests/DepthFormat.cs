namespace Research.Adaptation.Data;

/// <summary>Where depth pictures lie and how they are read.</summary>
/// <param name="Files">Pattern with the same stars as the pictures'.</param>
/// <param name="Encoding">How distance is stored.</param>
public sealed record DepthFormat(PathPattern Files, DepthEncoding Encoding);
