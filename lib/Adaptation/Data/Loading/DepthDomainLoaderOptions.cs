using static TorchSharp.torch;

namespace Research.Adaptation.Data;

/// <summary>What a <see cref="DepthDomainLoader"/> loads per step, and with how many threads.</summary>
public sealed record DepthDomainLoaderOptions
{
    /// <summary>Source samples per step, and as many target samples, 1 .. 1024. Default: 2, as in CorDA.</summary>
    public int Batch { get; init; } = 2;

    /// <summary>The part of every batch to load, where several processes share the work; the batch sizes are those of the whole.</summary>
    public BatchShard Shard { get; init; } = BatchShard.Whole;

    /// <summary>Size, flip, blur and normalisation of source samples, before the crop.</summary>
    public required ImagePreparation SourcePreparation { get; init; }

    /// <summary>Size, flip, blur and normalisation of target samples, before the crop.</summary>
    public required ImagePreparation TargetPreparation { get; init; }

    /// <summary>Columns of the crop, 1 .. the smaller of both widths. Source and target pictures are pasted onto each other, so they need one size.</summary>
    public required int CropWidth { get; init; }

    /// <summary>Rows of the crop, 1 .. the smaller of both heights.</summary>
    public required int CropHeight { get; init; }

    /// <summary>Seed of order and augmentation.</summary>
    public long Seed { get; init; }

    /// <summary>Worker threads, 0 .. 256; 0 = one per processor. The batches do not depend on it. Default: 0.</summary>
    public int Workers { get; init; }

    /// <summary>Batches prepared ahead, 1 .. 1024. Default: 4.</summary>
    public int Prefetch { get; init; } = 4;

    /// <summary>Keeps decoded samples and depth in memory; several loaders may share one. Null = a cache of its own.</summary>
    public SampleCache? Cache { get; init; }

    /// <summary>Where the batches' tensors live; null = in main memory.</summary>
    public Device? Device { get; init; }

    /// <summary>Checks the fields' ranges.</summary>
    /// <exception cref="ArgumentException">A field is out of range; the message names it.</exception>
    public void Validate()
    {
        Check(nameof(Batch), Batch, 1, 1024);
        Shard.Of(Batch);
        Check(nameof(Workers), Workers, 0, 256);
        Check(nameof(Prefetch), Prefetch, 1, 1024);
        CheckPreparation(nameof(SourcePreparation), SourcePreparation);
        CheckPreparation(nameof(TargetPreparation), TargetPreparation);
        Check(nameof(CropWidth), CropWidth, 1, Math.Min(SourcePreparation.Width, TargetPreparation.Width));
        Check(nameof(CropHeight), CropHeight, 1, Math.Min(SourcePreparation.Height, TargetPreparation.Height));
    }

    private static void Check(string field, int value, int minimum, int maximum)
    {
        if (value < minimum || value > maximum)
            throw new ArgumentException($"{nameof(DepthDomainLoaderOptions)}.{field}: expected {minimum} .. {maximum}, got {value}");
    }

    private static void CheckPreparation(string field, ImagePreparation? preparation)
    {
        if (preparation is null)
            throw new ArgumentException($"{nameof(DepthDomainLoaderOptions)}.{field}: expected a preparation, got null");
        preparation.Validate();
    }
}
