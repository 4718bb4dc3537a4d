using Research.Adaptation.Papers;
using Research.Adaptation.Training;
using Research.Cli.Output;

namespace Research.Cli.Commands;

/// <summary>How far all runs of a table are, counted in training steps: those of rows, controls, and of what they start from or need.</summary>
internal sealed class TableProgress
{
    private readonly Dictionary<string, Recipe> recipes = [];
    private readonly Dictionary<(string Recipe, long Seed), long> done = [];
    private readonly Dictionary<string, long> steps = [];
    private readonly HashSet<(string Recipe, long Seed)> ended = [];
    private readonly TimeProvider time;
    private readonly Profile profile;
    private readonly int runs;
    private long trained;
    private long? began;

    public TableProgress(RecipeTable table, Profile profile, DataPlaces places, int seeds, TimeProvider time)
    {
        this.time = time;
        this.profile = profile;
        foreach (var recipe in table.All) Include(recipe);
        foreach (var (key, recipe) in recipes) steps[key] = recipe.Build(profile, places).Training.Steps;
        runs = recipes.Count * seeds;
        Total = steps.Values.Sum() * seeds;
    }

    /// <summary>Steps of all runs.</summary>
    public double Total { get; }

    /// <summary>Steps done or kept.</summary>
    public double Done => done.Values.Sum();

    public void Add(TrainingProgress p)
    {
        var run = (p.Recipe, p.Seed);
        var before = done.GetValueOrDefault(run);
        if (p.Phase == "training") began ??= time.GetTimestamp();
        // A run that others train side by side is only heard of at its end.
        if (p.Phase != "kept" && (before > 0 || p.Phase == "finished")) trained += p.Step - before;
        if (steps.ContainsKey(p.Recipe)) done[run] = p.Step;
        if (p.Phase is "kept" or "finished") ended.Add(run);
    }

    /// <summary>"run 4 of 21, 3 min 10 s left  MinEnt, seed 2: training 120/240 ...".</summary>
    public string Text(TrainingProgress p)
    {
        var elapsed = began is { } start ? time.GetElapsedTime(start).TotalSeconds : 0;
        var left = trained > 0 && elapsed > 2 ? $", {Durations.Text(TimeSpan.FromSeconds((Total - Done) * elapsed / trained))} left" : "";
        var row = recipes.TryGetValue(p.Recipe, out var recipe) ? recipe.Row : p.Recipe;
        return $"run {Math.Min(ended.Count + 1, runs)} of {runs}{(p.AtOnce > 1 ? $" ({p.AtOnce} at once)" : "")}{left}  {row}, seed {p.Seed}: {RunningProgress.Text(p with { Remaining = null }, p.Phase)}";
    }

    private void Include(Recipe recipe)
    {
        if (!recipes.TryAdd(recipe.Key, recipe)) return;
        foreach (var earlier in recipe.Before(profile)) Include(earlier);
    }
}
