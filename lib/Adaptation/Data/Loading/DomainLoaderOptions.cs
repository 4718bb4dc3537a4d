using static TorchSharp.torch;

namespace Research.Adaptation.Data;

/// <summary>What a <see cref="DomainLoader"/> loads per step, and with how many threads.</summary>
public sealed record DomainLoaderOptions
{
    /// <summary>Source samples per step, 1 .. 1024. Default: 1, as in the maximum squares paper.</summary>
    public int SourceBatch { get; init; } = 1;

    /// <summary>Target samples per step, 1 .. 1024. Default: 1.</summary>
    public int TargetBatch { get; init; } = 1;

    /// <summary>The part of every batch to load, where several processes share the work; the batch sizes are those of the whole.</summary>
    public BatchShard Shard { get; init; } = BatchShard.Whole;

    /// <summary>Size, augmentation and normalisation of source samples.</summary>
    public required ImagePreparation SourcePreparation { get; init; }

    /// <summary>Size, augmentation and normalisation of target samples.</summary>
    public required ImagePreparation TargetPreparation { get; init; }

    /// <summary>Seed of order and augmentation.</summary>
    public long Seed { get; init; }

    /// <summary>Worker threads, 0 .. 256; 0 = one per processor. The batches do not depend on it. Default: 0.</summary>
    public int Workers { get; init; }

    /// <summary>Batches prepared ahead, 1 .. 1024. Default: 4.</summary>
    public int Prefetch { get; init; } = 4;

    /// <summary>Keeps decoded samples in memory; several loaders may share one. Null = a cache of its own.</summary>
    public SampleCache? Cache { get; init; }

    /// <summary>Where the batches' tensors live; null = in main memory.</summary>
    public Device? Device { get; init; }

    /// <summary>Checks the fields' ranges.</summary>
    /// <exception cref="ArgumentException">A field is out of range; the message names it.</exception>
    public void Validate()
    {
        Check(nameof(SourceBatch), SourceBatch, 1, 1024);
        Check(nameof(TargetBatch), TargetBatch, 1, 1024);
        Check(nameof(Workers), Workers, 0, 256);
        Check(nameof(Prefetch), Prefetch, 1, 1024);
        Shard.Of(SourceBatch);
        Shard.Of(TargetBatch);
        CheckPreparation(nameof(SourcePreparation), SourcePreparation);
        CheckPreparation(nameof(TargetPreparation), TargetPreparation);
    }

    private static void Check(string field, int value, int minimum, int maximum)
    {
        if (value < minimum || value > maximum)
            throw new ArgumentException($"{nameof(DomainLoaderOptions)}.{field}: expected {minimum} .. {maximum}, got {value}");
    }

    private static void CheckPreparation(string field, ImagePreparation? preparation)
    {
        if (preparation is null)
            throw new ArgumentException($"{nameof(DomainLoaderOptions)}.{field}: expected a preparation, got null");
        preparation.Validate();
    }
}
