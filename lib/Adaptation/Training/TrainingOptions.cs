using System.Text.Json.Nodes;

namespace Research.Adaptation.Training;

/// <summary>How long and how fast a run trains.</summary>
public sealed record TrainingOptions
{
    /// <summary>Steps to train, at least 1 and at most the schedule's maximum where it has one.</summary>
    public required long Steps { get; init; }

    /// <summary>The learning rate over the steps.</summary>
    public required LearningRateSchedule Schedule { get; init; }

    /// <summary>How gradients move weights.</summary>
    /// <value><see cref="OptimiserKind.Sgd"/>, as in all papers here.</value>
    public OptimiserKind Optimiser { get; init; } = OptimiserKind.Sgd;

    /// <summary>Momentum of the gradient descent, 0 up to (not including) 1. Read only with <see cref="OptimiserKind.Sgd"/>.</summary>
    /// <value>0.9.</value>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Adam's beta of the mean gradient, 0 up to (not including) 1. Read only with Adam and AdamW.</summary>
    /// <value>0.9.</value>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Adam's beta of the mean squared gradient, 0 up to (not including) 1. Read only with Adam and AdamW.</summary>
    /// <value>0.999.</value>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>What Adam adds to the root of the mean squared gradient, above 0. Read only with Adam and AdamW.</summary>
    /// <value>1e-8.</value>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Factor of the weights added to their gradients (with AdamW: taken from the weights), 0 or more.</summary>
    /// <value>5e-4.</value>
    public double WeightDecay { get; init; } = 5e-4;

    /// <summary>Largest Euclidean norm of all gradients together, above 0; larger ones are shortened to it. Null for no limit.</summary>
    /// <value>null.</value>
    public double? GradientClip { get; init; }

    /// <summary>Batches whose gradients are averaged for one step, 1 to 1024; each is loaded, and normalised in its layers, by itself.</summary>
    /// <value>1.</value>
    public int AccumulationSteps { get; init; } = 1;

    /// <summary>The numbers the network computes with during training; evaluation is always in single precision.</summary>
    /// <value><see cref="Precision.Float32"/>.</value>
    public Precision Precision { get; init; } = Precision.Float32;

    /// <summary>Whether the network's tensors lie with their channels next to each other, which some processors convolve faster.</summary>
    public bool ChannelsLast { get; init; }

    /// <summary>Which weights the result is of. The best ones are looked for at every evaluation and at the last step.</summary>
    /// <value><see cref="CheckpointRule.Last"/>.</value>
    public CheckpointRule Keep { get; init; } = CheckpointRule.Last;

    /// <summary>Steps between two evaluations during training; 0 for none. Unless <see cref="Keep"/> says so, nothing is chosen by them.</summary>
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
        Defined(nameof(Optimiser), Optimiser);
        Defined(nameof(Precision), Precision);
        Defined(nameof(Keep), Keep);
        Share(nameof(Momentum), Momentum);
        Share(nameof(Beta1), Beta1);
        Share(nameof(Beta2), Beta2);
        Check(nameof(Epsilon), Epsilon > 0 && double.IsFinite(Epsilon), "a finite number above 0", Epsilon);
        Check(nameof(WeightDecay), WeightDecay >= 0 && double.IsFinite(WeightDecay), "a finite number of 0 or more", WeightDecay);
        Check(nameof(GradientClip), GradientClip is null or > 0, "a number above 0, or none", GradientClip);
        Check(nameof(AccumulationSteps), AccumulationSteps is >= 1 and <= 1024, "1 to 1024", AccumulationSteps);
        Check(nameof(EvaluateEvery), EvaluateEvery >= 0, "0 or more", EvaluateEvery);
        Check(nameof(EvaluateEvery), EvaluateEvery > 0 || Keep == CheckpointRule.Last, $"at least 1 with {nameof(Keep)} = {Keep}", EvaluateEvery);
        Check(nameof(CheckpointEvery), CheckpointEvery >= 1, "at least 1", CheckpointEvery);
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
        var details = new JsonObject
        {
            ["steps"] = Steps, ["schedule"] = schedule, ["momentum"] = Momentum, ["weightDecay"] = WeightDecay,
        };
        if (Optimiser != OptimiserKind.Sgd)
        {
            details["optimiser"] = Optimiser.ToString();
            details["betas"] = new JsonArray(Beta1, Beta2);
            details["epsilon"] = Epsilon;
        }
        if (GradientClip is { } clip) details["gradientClip"] = clip;
        if (AccumulationSteps != 1) details["accumulationSteps"] = AccumulationSteps;
        if (Precision != Precision.Float32) details["precision"] = Precision.ToString();
        if (ChannelsLast) details["channelsLast"] = true;
        if (Keep != CheckpointRule.Last)
        {
            details["keep"] = Keep.ToString();
            details["evaluateEvery"] = EvaluateEvery;
        }
        return details;
    }

    private static void Defined<T>(string field, T value)
        where T : struct, Enum => Check(field, Enum.IsDefined(value), string.Join(" or ", Enum.GetNames<T>()), value);

    private static void Share(string field, double value) => Check(field, value is >= 0 and < 1, "0 up to 1 (not included)", value);

    private static void Check(string field, bool good, string expected, object? value)
    {
        if (!good) throw new ArgumentException(FormattableString.Invariant($"{field}: expected {expected}, got {value}"));
    }
}
