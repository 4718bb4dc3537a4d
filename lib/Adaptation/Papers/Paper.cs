namespace Research.Adaptation.Papers;

/// <summary>A paper's citation.</summary>
/// <param name="Key">Short name in recipes and file names.</param>
/// <param name="Title">Title.</param>
/// <param name="Authors">Authors.</param>
/// <param name="Venue">Where it appeared.</param>
/// <param name="Year">When; null where it is not known.</param>
/// <param name="ArXiv">arXiv identifier; null where there is none.</param>
/// <param name="Code">The released code, repository and commit that facts were read from; null where there is none.</param>
public sealed record Paper(string Key, string Title, string Authors, string Venue, int? Year, string? ArXiv, string? Code)
{
    /// <summary>The citation in one line.</summary>
    public string Citation => $"{Authors}, \"{Title}\", {Venue}{(Year is { } y ? $" {y}" : "")}{(ArXiv is null ? "" : $", arXiv {ArXiv}")}";
}
