// No paper: what every paper here begins with. Notebook: notebooks/00-start-here.ipynb.

using Research.Scenes;

namespace Research.Adaptation.Papers;

/// <summary>How much a network loses that is trained in one embedded domain and used in another: one run for each domain, measured on all.</summary>
public static class StartHerePaper
{
    /// <summary>The page's entry in the catalogue.</summary>
    public static Paper Paper { get; } = new("start", "Start here: the domains and what separates them", "this project", "notebooks/00-start-here.ipynb", null, null, null);

    /// <summary>The names of the domains, in the order of the rows; also the names of each run's reports.</summary>
    public static IReadOnlyList<string> Domains { get; } = [.. SceneDomains.All.Select(domain => domain.Name)];

    /// <summary>
    /// A row for each domain: a small network trained on its labelled scenes, nothing adapted. A run's main report is on unseen scenes of
    /// its own domain; <c>Reports</c> holds one for every other domain, by name. Profile Paper: more scenes, a larger network.
    /// </summary>
    public static RecipeTable DomainPairs { get; } = new("source", "Trained in one domain, measured in all", null, [.. SceneDomains.All.Select(Row)])
    {
        Metrics = [TableMetric.MeanIntersectionOverUnion],
    };

    /// <summary>All tables with recipes.</summary>
    public static IReadOnlyList<RecipeTable> Tables { get; } = [DomainPairs];

    private static Recipe Row(SceneDomain domain) => new()
    {
        Key = $"{Paper.Key}.source.{domain.Name}",
        Paper = Paper,
        Row = domain.Name,
        Description = $"Cross entropy on {domain.Name} scenes; measured on scenes of every domain.",
        MiniSeconds = 15,
        Build = (profile, places) => StartHereScale.Of(profile).Build(domain, places),
    };
}
