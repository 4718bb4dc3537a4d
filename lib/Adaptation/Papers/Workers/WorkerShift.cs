namespace Research.Adaptation.Papers;

/// <summary>Which runs of a <see cref="WorkerPool"/> wait, are under way, and have ended.</summary>
internal sealed class WorkerShift(IEnumerable<WorkerJob> jobs)
{
    private readonly List<WorkerJob> waiting = [.. jobs];
    private readonly List<WorkerJob> running = [];
    private readonly HashSet<WorkerJob> well = new(ReferenceEqualityComparer.Instance);

    /// <summary>How many are under way.</summary>
    public int Running => running.Count;

    /// <summary>The one that has been under way longest.</summary>
    public WorkerJob? Oldest => running.Count > 0 ? running[0] : null;

    /// <summary>The first that waits for nothing; null where all others wait, or none is left.</summary>
    public WorkerJob? Next() => waiting.Find(job => job.After.All(well.Contains));

    /// <summary>A run begins.</summary>
    public void Begin(WorkerJob job)
    {
        waiting.RemoveAll(w => ReferenceEquals(w, job));
        running.Add(job);
    }

    /// <summary>A run has ended; where not well, those that wait for it never begin.</summary>
    public void End(WorkerJob job, bool well)
    {
        running.RemoveAll(r => ReferenceEquals(r, job));
        if (well) this.well.Add(job);
    }
}
