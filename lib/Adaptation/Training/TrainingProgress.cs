namespace Research.Adaptation.Training;

/// <summary>Where a run stands; reported often, cheap to ignore.</summary>
/// <param name="Recipe">What is trained.</param>
/// <param name="Seed">Seed of the run.</param>
/// <param name="Phase">"training", "evaluating", "kept" (nothing to do) or "finished".</param>
/// <param name="Step">Steps done.</param>
/// <param name="TotalSteps">Steps of the run.</param>
/// <param name="Losses">Name and value of each loss of the last step; empty outside training.</param>
/// <param name="StepsPerSecond">Rate of this session's steps; 0 until known.</param>
/// <param name="Remaining">Time the rest of the training takes at this rate; null until known.</param>
public sealed record TrainingProgress(
    string Recipe, long Seed, string Phase, long Step, long TotalSteps,
    IReadOnlyList<(string Name, double Value)> Losses, double StepsPerSecond, TimeSpan? Remaining)
{
    /// <summary>How many runs are under way side by side; more than one where processes share the work.</summary>
    public int AtOnce { get; init; } = 1;
}
