namespace Research.Adaptation.Training;

/// <summary>The polynomial learning rate of DeepLab (arXiv 1606.00915, Section 4): rate * (1 - step / maximum)^power.</summary>
/// <param name="Rate">Learning rate at step 0, above 0.</param>
/// <param name="MaximumSteps">The step at which the rate reaches 0; a run may stop before (200,000 against 80,000 in the released pretraining).</param>
/// <param name="Power">0.9 in all papers here; 0 keeps the rate constant.</param>
public sealed record PolySchedule(double Rate, long MaximumSteps, double Power = 0.9) : LearningRateSchedule
{
    /// <inheritdoc/>
    public override double Rate { get; init; } = Rate;

    /// <inheritdoc/>
    public override long? Limit => MaximumSteps;

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        if (MaximumSteps < 1)
            throw new ArgumentException($"{nameof(MaximumSteps)}: expected at least 1, got {MaximumSteps}");
        if (!(Power >= 0 && double.IsFinite(Power)))
            throw new ArgumentException($"{nameof(Power)}: expected a finite number of 0 or more, got {Power}");
    }

    /// <inheritdoc/>
    /// <remarks>0 from <see cref="MaximumSteps"/> on.</remarks>
    protected override double Scheduled(long step) => step >= MaximumSteps ? 0 : Rate * Math.Pow(1 - (double)step / MaximumSteps, Power);
}
