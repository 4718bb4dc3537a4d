namespace Research.Adaptation.Papers;

/// <summary>A run that a worker can take.</summary>
/// <param name="recipe">What to train.</param>
/// <param name="profile">At which size.</param>
/// <param name="seed">The seed.</param>
/// <param name="hash">The run's hash, so that a worker built from other sources declines.</param>
/// <param name="after">The runs that it starts from or needs: they end well first.</param>
internal sealed class WorkerJob(Recipe recipe, Profile profile, long seed, string hash, IReadOnlyList<WorkerJob> after)
{
    public Recipe Recipe => recipe;

    public Profile Profile => profile;

    public long Seed => seed;

    public string Hash => hash;

    public IReadOnlyList<WorkerJob> After => after;
}
