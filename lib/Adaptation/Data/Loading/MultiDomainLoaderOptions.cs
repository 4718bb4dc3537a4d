using static TorchSharp.torch;

namespace Research.Adaptation.Data;

/// <summary>What a <see cref="MultiDomainLoader"/> loads per step, and with how many threads.</summary>
public sealed record MultiDomainLoaderOptions
{
    /// <summary>Crops and colours.</summary>
    public required CropPreparation Preparation { get; init; }

    /// <summary>Labelled crops of each dataset per step, 1 .. 1024.</summary>
    public int LabelledBatch { get; init; } = 1;

    /// <summary>Unlabelled pairs of each dataset per step, 0 .. 1024; 0 = none.</summary>
    public int UnlabelledBatch { get; init; } = 1;

    /// <summary>The part of every batch to load, where several processes share the work; the batch sizes are those of the whole.</summary>
    public BatchShard Shard { get; init; } = BatchShard.Whole;

    /// <summary>Seed of order and augmentation.</summary>
    public long Seed { get; init; }

    /// <summary>Worker threads, 0 .. 256; 0 = one per processor. The batches do not depend on it.</summary>
    public int Workers { get; init; }

    /// <summary>Batches prepared ahead, 1 .. 1024.</summary>
    public int Prefetch { get; init; } = 4;

    /// <summary>Keeps decoded samples in memory; several loaders may share one. Null = a cache of its own.</summary>
    public SampleCache? Cache { get; init; }

    /// <summary>Where the batches' tensors live; null = in main memory.</summary>
    public Device? Device { get; init; }

    /// <summary>Checks the fields' ranges.</summary>
    /// <exception cref="ArgumentException">A field is out of range; the message names it.</exception>
    public void Validate()
    {
        Preparation.Validate();
        if (LabelledBatch is < 1 or > 1024)
            throw new ArgumentException($"{nameof(LabelledBatch)}: expected 1 .. 1024, got {LabelledBatch}");
        if (UnlabelledBatch is < 0 or > 1024)
            throw new ArgumentException($"{nameof(UnlabelledBatch)}: expected 0 .. 1024, got {UnlabelledBatch}");
        Shard.Of(LabelledBatch);
        Shard.Of(UnlabelledBatch);
    }
}
