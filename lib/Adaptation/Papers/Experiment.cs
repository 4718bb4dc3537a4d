using Research.Adaptation.Data;
using Research.Adaptation.Evaluation;
using Research.Adaptation.Models;
using Research.Adaptation.Training;

namespace Research.Adaptation.Papers;

/// <summary>A recipe at one profile: everything a run needs except the seed, and except the weights it starts from.</summary>
public sealed record Experiment
{
    /// <summary>The data.</summary>
    public required DomainPair Data { get; init; }

    /// <summary>The network.</summary>
    public required DeepLabV2Options Network { get; init; }

    /// <summary>The method.</summary>
    public required MethodChoice Method { get; init; }

    /// <summary>How long and how fast.</summary>
    public required TrainingOptions Training { get; init; }

    /// <summary>How source pictures become network input.</summary>
    public required ImagePreparation SourcePreparation { get; init; }

    /// <summary>How target pictures become network input.</summary>
    public required ImagePreparation TargetPreparation { get; init; }

    /// <summary>Source pictures per step; as many target pictures.</summary>
    /// <value>1, as published.</value>
    public int BatchSize { get; init; } = 1;

    /// <summary>How the result is evaluated.</summary>
    public required EvaluationOptions Evaluation { get; init; }

    /// <summary>Name of the random streams of order and augmentation. Rows of one table that share it see the same pictures in the same order.</summary>
    public required string Stage { get; init; }
}
