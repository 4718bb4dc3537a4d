namespace Research.Adaptation.Training;

/// <summary>A learning rate that falls by a factor every so many steps: rate * factor^floor(step / every) (engineering, no paper).</summary>
/// <param name="Rate">The rate of the first steps, above 0.</param>
/// <param name="Every">Steps between two falls, at least 1.</param>
/// <param name="Factor">What the rate is multiplied by at each, above 0, at most 1.</param>
public sealed record StepSchedule(double Rate, long Every, double Factor = 0.1) : LearningRateSchedule
{
    /// <inheritdoc/>
    public override double Rate { get; init; } = Rate;

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        if (Every < 1)
            throw new ArgumentException($"{nameof(Every)}: expected at least 1, got {Every}");
        if (!(Factor is > 0 and <= 1))
            throw new ArgumentException($"{nameof(Factor)}: expected above 0 and at most 1, got {Factor}");
    }

    /// <inheritdoc/>
    protected override double Scheduled(long step) => Rate * Math.Pow(Factor, step / Every);
}
