namespace Research.Adaptation.Data;

/// <summary>What fetching did.</summary>
/// <param name="Fetched">Files that came now.</param>
/// <param name="Kept">Files that were there and right before.</param>
/// <param name="ReceivedBytes">Bytes that came over the line.</param>
public sealed record FetchResult(int Fetched, int Kept, long ReceivedBytes);
