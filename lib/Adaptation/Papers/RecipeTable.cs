namespace Research.Adaptation.Papers;

/// <summary>The recipes of one table.</summary>
/// <param name="Key">Short name, "gta5-to-cityscapes" for instance.</param>
/// <param name="Title">What the table compares.</param>
/// <param name="Published">The published table; null where the paper has none.</param>
/// <param name="Rows">The recipes, in the paper's order.</param>
/// <param name="Data">The data of all rows at a profile.</param>
public sealed record RecipeTable(
    string Key, string Title, PublishedTable? Published, IReadOnlyList<Recipe> Rows, Func<Profile, DataPlaces, DomainPair> Data)
{
    /// <summary>Rows that the paper does not have and that say what its rows owe to something else (more steps, batch statistics).</summary>
    public IReadOnlyList<Recipe> Controls { get; init; } = [];

    /// <summary>The recipe of a row or control.</summary>
    /// <exception cref="ArgumentException">There is no such row; the message lists those there are.</exception>
    public Recipe Row(string name) => Rows.Concat(Controls).FirstOrDefault(r => r.Row == name)
        ?? throw new ArgumentException($"{Key}: no row '{name}'; there are {string.Join(", ", Rows.Concat(Controls).Select(r => r.Row))}");
}
