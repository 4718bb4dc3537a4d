namespace Research.Adaptation.Training;

/// <summary>Where a run lives, whom it tells how far it is, and what it reads the time from.</summary>
/// <param name="Folder">The run's folder, locked by this process.</param>
/// <param name="Name">What progress calls the run.</param>
/// <param name="Seed">The run's seed.</param>
/// <param name="Progress">Told after every step; null for nobody.</param>
/// <param name="Time">The clock.</param>
public sealed record TrainingSession(
    RunFolder Folder, string Name, long Seed, IProgress<TrainingProgress>? Progress, TimeProvider Time)
{
    internal void Report(
        string phase, long step, long total, IReadOnlyList<(string Name, double Value)> losses, long steps, TimeSpan elapsed)
    {
        if (Progress is null) return;
        var rate = steps > 0 && elapsed > TimeSpan.Zero ? steps / elapsed.TotalSeconds : 0;
        TimeSpan? remaining = rate > 0 ? TimeSpan.FromSeconds((total - step) / rate) : null;
        Progress.Report(new TrainingProgress(Name, Seed, phase, step, total, losses, rate, remaining));
    }
}
