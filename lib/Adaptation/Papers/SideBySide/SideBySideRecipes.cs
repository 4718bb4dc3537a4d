using Research.Adaptation.Data;

namespace Research.Adaptation.Papers;

/// <summary>Rows of the papers' own tables, each within the common budget.</summary>
internal sealed class SideBySideRecipes
{
    private readonly string table;
    private readonly bool photographs;

    /// <param name="table">Key of the side-by-side table.</param>
    /// <param name="photographs">Whether the target is photographs.</param>
    public SideBySideRecipes(string table, bool photographs) => (this.table, this.photographs) = (table, photographs);

    /// <summary>Training on the source of the kind of network that a system uses.</summary>
    /// <param name="name">Last part of the key.</param>
    /// <param name="row">The row's name.</param>
    /// <param name="origin">The paper's recipe for it.</param>
    public Recipe Source(string name, string row, Recipe origin) => Derived(name, row, $"{row}: cross entropy on the source alone.", origin, null);

    /// <summary>A system's best row, started from <paramref name="source"/>.</summary>
    /// <param name="name">Last part of the key.</param>
    /// <param name="row">The row's name.</param>
    /// <param name="origin">The paper's recipe for it.</param>
    /// <param name="source">The training on the source that it starts from.</param>
    public Recipe System(string name, string row, Recipe origin, Recipe source) => Derived(name, row, origin.Description, origin, source);

    private Recipe Derived(string name, string row, string description, Recipe origin, Recipe? source)
    {
        // CorDA's network takes its start by name among what it needs; the other systems load the whole network.
        var byName = origin.Needs.ContainsKey(CordaExperiment.Start);
        var needs = origin.Needs.Where(n => n.Key != CordaExperiment.Start).ToDictionary(n => n.Key, n => n.Value);
        if (byName && source is not null) needs[CordaExperiment.Start] = source;
        return new Recipe
        {
            Key = $"{SideBySidePaper.Paper.Key}.{table}.{name}",
            Paper = SideBySidePaper.Paper,
            Row = row,
            Description = description,
            Published = origin.Published,
            StartsFrom = byName ? null : source,
            StartsFromAt = origin.StartsFromAt,
            Needs = needs,
            Build = (profile, places) => Within(profile, origin.Build(profile, places), source is null),
        };
    }

    private Experiment Within(Profile profile, Experiment experiment, bool start) =>
        SideBySideBudget.Of(profile)?.Apply(experiment, start, photographs) ?? experiment;
}
