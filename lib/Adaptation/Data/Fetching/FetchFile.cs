namespace Research.Adaptation.Data;

/// <summary>One file of a dataset that may be fetched.</summary>
/// <param name="Path">Where it belongs, relative to the dataset's folder and to the address.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">SHA-256 of its content, 64 lower-case hexadecimal digits.</param>
public sealed record FetchFile(string Path, long Bytes, string Sha256);
