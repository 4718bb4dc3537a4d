using Research.Adaptation.Data;
using Research.Adaptation.Training;
using TorchSharp.Extras;
using static TorchSharp.torch;

namespace Research.Adaptation.Papers;

/// <summary>What an experiment's parts are made from, besides the experiment itself.</summary>
public sealed record ExperimentContext
{
    /// <summary>The run's seed.</summary>
    public required long Seed { get; init; }

    /// <summary>The run's stream; split it by purpose. Depends on <see cref="Seed"/> only, so runs of one seed share what they split alike.</summary>
    public required RandomStream Random { get; init; }

    /// <summary>Where to compute.</summary>
    public required Device Device { get; init; }

    /// <summary>Keeps decoded samples, for all runs of a runner.</summary>
    public required SampleCache Cache { get; init; }

    /// <summary>Where data is found.</summary>
    public required DataPlaces Places { get; init; }

    /// <summary>The finished runs of <see cref="Recipe.Needs"/>, by the same names.</summary>
    public IReadOnlyDictionary<string, RunResult> Needs { get; init; } = new Dictionary<string, RunResult>();

    /// <summary>The processes that train together; null where this one trains alone.</summary>
    public ProcessGroup? Group { get; init; }

    /// <summary>This process's part of every batch.</summary>
    public BatchShard Shard => Group is { } group ? new BatchShard(group.Rank, group.Size) : BatchShard.Whole;

    /// <summary>Stops loading, training and evaluation.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>The stream for a network's weights: the same for all rows of a seed, so that they start alike.</summary>
    public RandomStream Weights => Random.Split("weights");

    /// <summary>The seed of order and augmentation for a stage: rows that share the stage's name see the same pictures in the same order.</summary>
    /// <param name="stage"><see cref="Experiment.Stage"/>.</param>
    public long DataSeed(string stage) => (long)(Random.Split(stage).Split("data").NextUInt64() >> 1);

    internal static RandomStream StreamOf(long seed) => new RandomStream(seed).Split("experiment");
}
