namespace Research.Adaptation.Papers;

/// <summary>Every recipe of every paper.</summary>
public static class RecipeCatalogue
{
    /// <summary>The tables of each paper, in the order of the notebooks.</summary>
    public static IReadOnlyList<(Paper Paper, IReadOnlyList<RecipeTable> Tables)> Papers { get; } =
    [
        (StartHerePaper.Paper, StartHerePaper.Tables),
        (RegionDannPaper.Paper, RegionDannPaper.Tables),
        (MultiHeadPaper.Paper, MultiHeadPaper.Tables),
        (MaximumSquaresPaper.Paper, MaximumSquaresPaper.Tables),
        (CordaPaper.Paper, CordaPaper.Tables),
        (DualSoftPastePaper.Paper, DualSoftPastePaper.Tables),
        (SideBySidePaper.Paper, SideBySidePaper.Tables),
    ];

    /// <summary>All tables.</summary>
    public static IReadOnlyList<RecipeTable> Tables { get; } = [.. Papers.SelectMany(p => p.Tables)];

    /// <summary>All recipes: each table's rows, then its controls.</summary>
    public static IReadOnlyList<Recipe> Recipes { get; } = [.. Tables.SelectMany(t => t.All).DistinctBy(r => r.Key)];

    /// <summary>A recipe of the tables, or one that they start from or need.</summary>
    /// <exception cref="ArgumentException">There is none with this key.</exception>
    public static Recipe FindWithStarts(string key) => Recipes.SelectMany(WithStarts).FirstOrDefault(r => r.Key == key) ?? Find(key);

    /// <summary>Whether a recipe, itself or one equal to it in all but its experiment, can be found by its key.</summary>
    internal static bool Knows(Recipe recipe) => Recipes.SelectMany(WithStarts).Any(r => r.Key == recipe.Key);

    private static IEnumerable<Recipe> WithStarts(Recipe recipe) =>
        recipe.Needs.Values.Append(recipe.StartsFrom).OfType<Recipe>().SelectMany(WithStarts).Prepend(recipe);

    /// <summary>The recipe with a key.</summary>
    /// <exception cref="ArgumentException">There is none; the message names the nearest key.</exception>
    public static Recipe Find(string key) => Recipes.FirstOrDefault(r => r.Key == key)
        ?? throw new ArgumentException($"there is no recipe '{key}'; the nearest is '{Recipes.MinBy(r => Distance(r.Key, key))!.Key}'");

    // Edits (insert, delete, replace) that turn one text into the other.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }
        return row[^1];
    }
}
