namespace Research.Adaptation.Training;

/// <summary>
/// The learning rate of Y. Ganin et al., "Domain-Adversarial Training of Neural Networks", JMLR 17(59), 2016, arXiv 1505.07818, Section
/// 5.2.2: rate / (1 + growth p)^power, p = step / steps of the run.
/// </summary>
/// <param name="Rate">mu_0, the rate at step 0, above 0; 0.01 there.</param>
/// <param name="MaximumSteps">Steps of the run: p is 1 at the last of them.</param>
/// <param name="Growth">10 there; 0 or more.</param>
/// <param name="Power">0.75 there; 0 or more.</param>
public sealed record InverseDecaySchedule(double Rate, long MaximumSteps, double Growth = 10, double Power = 0.75) : LearningRateSchedule
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
        if (!(Growth >= 0 && double.IsFinite(Growth)))
            throw new ArgumentException($"{nameof(Growth)}: expected a finite number of 0 or more, got {Growth}");
        if (!(Power >= 0 && double.IsFinite(Power)))
            throw new ArgumentException($"{nameof(Power)}: expected a finite number of 0 or more, got {Power}");
    }

    /// <inheritdoc/>
    protected override double Scheduled(long step) => Rate / Math.Pow(1 + Growth * Math.Min(1, (double)step / MaximumSteps), Power);
}
