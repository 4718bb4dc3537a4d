namespace Research.Adaptation.Papers;

/// <summary>Makes jobs of runs that are missing, with what they start from or need.</summary>
/// <param name="known">Whether another process finds the recipe by its key.</param>
/// <param name="kept">Whether a run is finished.</param>
/// <param name="hash">A run's hash.</param>
/// <param name="profile">At which size.</param>
internal sealed class WorkerPlan(Func<Recipe, bool> known, Func<Recipe, long, bool> kept, Func<Recipe, long, string> hash, Profile profile)
{
    private readonly Dictionary<(string Recipe, long Seed), WorkerJob?> all = [];
    private readonly List<WorkerJob> jobs = [];

    /// <summary>The jobs, each behind those that it waits for.</summary>
    public IReadOnlyList<WorkerJob> Jobs => jobs;

    /// <summary>Adds a run and what it waits for; nothing for one that is kept, or that a worker cannot do.</summary>
    public void Add(Recipe recipe, long seed) => Try(recipe, seed, out _);

    // False where the run can only be trained by the process that asks.
    private bool Try(Recipe recipe, long seed, out WorkerJob? job)
    {
        job = null;
        if (kept(recipe, seed)) return true;
        if (all.TryGetValue((recipe.Key, seed), out job)) return job is not null;
        all[(recipe.Key, seed)] = null;
        if (!known(recipe)) return false;
        var after = new List<WorkerJob>();
        foreach (var earlier in recipe.Before(profile))
        {
            if (!Try(earlier, seed, out var first)) return false;
            if (first is not null) after.Add(first);
        }
        all[(recipe.Key, seed)] = job = new WorkerJob(recipe, profile, seed, hash(recipe, seed), after);
        jobs.Add(job);
        return true;
    }
}
