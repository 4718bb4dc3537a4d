namespace Research.Adaptation.Training;

/// <summary>The learning rate over the steps of a run.</summary>
public abstract record LearningRateSchedule
{
    /// <summary>The rate that the schedule starts from or scales, above 0.</summary>
    public abstract double Rate { get; init; }

    /// <summary>Steps over which the rate grows linearly into the schedule, 0 or more; 0 for none.</summary>
    /// <value>0.</value>
    public long WarmUpSteps { get; init; }

    /// <summary>What the rate is multiplied by at step 0 of the warm-up, 0 up to 1. Read only with <see cref="WarmUpSteps"/>.</summary>
    /// <value>0.</value>
    public double WarmUpStart { get; init; }

    /// <summary>The last step that the schedule knows; null where it goes on for ever.</summary>
    public virtual long? Limit => null;

    /// <summary>The learning rate of a step: the schedule's, times start + (1 - start) * step / warm-up steps during the warm-up.</summary>
    /// <param name="step">Steps done before, from 0.</param>
    public double At(long step) => step < WarmUpSteps
        ? Scheduled(step) * (WarmUpStart + (1 - WarmUpStart) * step / WarmUpSteps)
        : Scheduled(step);

    /// <summary>Throws where a field is out of range.</summary>
    /// <exception cref="ArgumentException">Names the field, the value and the range.</exception>
    public virtual void Validate()
    {
        if (!(Rate > 0 && double.IsFinite(Rate)))
            throw new ArgumentException($"{nameof(Rate)}: expected a finite number above 0, got {Rate}");
        if (WarmUpSteps < 0)
            throw new ArgumentException($"{nameof(WarmUpSteps)}: expected 0 or more, got {WarmUpSteps}");
        if (!(WarmUpStart is >= 0 and < 1))
            throw new ArgumentException($"{nameof(WarmUpStart)}: expected 0 up to 1 (not included), got {WarmUpStart}");
    }

    /// <summary>The rate without the warm-up.</summary>
    /// <param name="step">Steps done before, from 0.</param>
    protected abstract double Scheduled(long step);
}
