namespace Research.Adaptation.Data;

/// <summary>How far fetching has come.</summary>
/// <param name="Bytes">Bytes that are here, those of earlier attempts included.</param>
/// <param name="TotalBytes">Bytes of all files.</param>
/// <param name="Files">Files that are here and right.</param>
/// <param name="TotalFiles">All files.</param>
public readonly record struct FetchProgress(long Bytes, long TotalBytes, int Files, int TotalFiles);
