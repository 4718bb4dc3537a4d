using System.Text.Json.Nodes;

namespace Research.Adaptation.Training;

/// <summary>How long and how fast a run trains.</summary>
public sealed record TrainingOptions
{
    /// <summary>Steps to train, at least 1 and at most the schedule's maximum where it has one.</summary>
    public required long Steps { get; init; }

    /// <summary>The learning rate over the steps.</summary>
    public required LearningRateSchedule Schedule { get; init; }

    /// <summary>Momentum of the gradient descent, 0 up to (not including) 1.</summary>
    /// <value>0.9.</value>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Factor of the weights added to their gradients, 0 or more.</summary>
    /// <value>5e-4.</value>
    public double WeightDecay { get; init; } = 5e-4;

    /// <summary>Steps between two evaluations during training; 0 for none. They only draw a curve, nothing is chosen by them.</summary>
    public long EvaluateEvery { get; init; }

    /// <summary>Steps between two checkpoints, at least 1; one more is written at the end. Does not change the result.</summary>
    /// <value>200.</value>
    public long CheckpointEvery { get; init; } = 200;

    /// <summary>Throws where a field is out of range.</summary>
    /// <exception cref="ArgumentException">Names the field, the value and the range.</exception>
    public void Validate()
    {
        Schedule.Validate();
        if (Steps < 1 || Steps > Schedule.Limit)
            throw new ArgumentException(Schedule.Limit is { } limit
                ? $"{nameof(Steps)}: expected 1 to {limit} (the schedule's maximum), got {Steps}"
                : $"{nameof(Steps)}: expected at least 1, got {Steps}");
        if (!(Momentum is >= 0 and < 1))
            throw new ArgumentException($"{nameof(Momentum)}: expected 0 up to 1 (not included), got {Momentum}");
        if (!(WeightDecay >= 0 && double.IsFinite(WeightDecay)))
            throw new ArgumentException($"{nameof(WeightDecay)}: expected a finite number of 0 or more, got {WeightDecay}");
        if (EvaluateEvery < 0)
            throw new ArgumentException($"{nameof(EvaluateEvery)}: expected 0 or more, got {EvaluateEvery}");
        if (CheckpointEvery < 1)
            throw new ArgumentException($"{nameof(CheckpointEvery)}: expected at least 1, got {CheckpointEvery}");
    }

    /// <summary>What of it determines the result. Settings that came later are named only where they are used, so that kept runs stay valid.</summary>
    internal JsonObject Describe(Func<object?, JsonNode?> node)
    {
        var schedule = node(Schedule)!.AsObject();
        schedule.Remove(nameof(Schedule.Limit));
        if (Schedule.WarmUpSteps == 0)
        {
            schedule.Remove(nameof(Schedule.WarmUpSteps));
            schedule.Remove(nameof(Schedule.WarmUpStart));
        }
        if (Schedule is not PolySchedule) schedule["kind"] = Schedule.GetType().Name;
        return new JsonObject
        {
            ["steps"] = Steps, ["schedule"] = schedule, ["momentum"] = Momentum, ["weightDecay"] = WeightDecay,
        };
    }
}
