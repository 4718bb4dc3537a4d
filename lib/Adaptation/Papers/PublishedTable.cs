using Research.Adaptation.Data;

namespace Research.Adaptation.Papers;

/// <summary>A published table of results.</summary>
/// <param name="Key">Short name, "gta5-to-cityscapes" for instance.</param>
/// <param name="Title">What it shows.</param>
/// <param name="LabelSpace">The classes of its columns, in order.</param>
/// <param name="Rows">Its rows, in the paper's order.</param>
public sealed record PublishedTable(string Key, string Title, LabelSpace LabelSpace, IReadOnlyList<PublishedRow> Rows)
{
    /// <summary>The row of a method.</summary>
    /// <exception cref="ArgumentException">There is no such row; the message lists those there are.</exception>
    public PublishedRow Row(string method) => Rows.FirstOrDefault(r => r.Method == method)
        ?? throw new ArgumentException($"{Key}: no row '{method}'; there are {string.Join(", ", Rows.Select(r => r.Method))}");
}
