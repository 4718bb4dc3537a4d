namespace Research.Adaptation.Training;

/// <summary>The same learning rate at every step (engineering, no paper).</summary>
/// <param name="Rate">The rate, above 0.</param>
public sealed record ConstantSchedule(double Rate) : LearningRateSchedule
{
    /// <inheritdoc/>
    public override double Rate { get; init; } = Rate;

    /// <inheritdoc/>
    protected override double Scheduled(long step) => Rate;
}
