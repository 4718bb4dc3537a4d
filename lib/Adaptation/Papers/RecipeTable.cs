using Research.Adaptation.Data;

namespace Research.Adaptation.Papers;

/// <summary>The recipes of one table.</summary>
/// <param name="Key">Short name, "gta5-to-cityscapes" for instance.</param>
/// <param name="Title">What the table compares.</param>
/// <param name="Published">The published table; null where the paper has none.</param>
/// <param name="Rows">The recipes, in the paper's order.</param>
/// <param name="Data">The data of all rows at a profile; null where it is not one pair of domains.</param>
public sealed record RecipeTable(
    string Key, string Title, PublishedTable? Published, IReadOnlyList<Recipe> Rows, Func<Profile, DataPlaces, DomainPair>? Data = null)
{
    /// <summary>Rows that the paper does not have and that say what its rows owe to something else (more steps, batch statistics).</summary>
    public IReadOnlyList<Recipe> Controls { get; init; } = [];

    /// <summary>What is measured; the first is what rows are compared by.</summary>
    /// <value>Mean IoU.</value>
    public IReadOnlyList<TableMetric> Metrics { get; init; } = [TableMetric.MeanIntersectionOverUnion];

    /// <summary>The row or control that gains are counted from; null for the first row.</summary>
    public string? Baseline { get; init; }

    /// <summary>Rows, then controls.</summary>
    public IReadOnlyList<Recipe> All => [.. Rows, .. Controls];

    /// <summary>The recipe of a row or control.</summary>
    /// <exception cref="ArgumentException">There is no such row; the message lists those there are.</exception>
    public Recipe Row(string name) => All.FirstOrDefault(r => r.Row == name)
        ?? throw new ArgumentException($"{Key}: no row '{name}'; there are {string.Join(", ", All.Select(r => r.Row))}");

    /// <summary>Why the table cannot be run here (a dataset is missing), or null where it can.</summary>
    public string? Obstacle(Profile profile, DataPlaces places)
    {
        try
        {
            foreach (var recipe in All) recipe.Build(profile, places);
            return null;
        }
        catch (DatasetException e)
        {
            return e.Message;
        }
    }
}
