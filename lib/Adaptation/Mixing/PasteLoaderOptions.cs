using Research.Adaptation.Data;
using static TorchSharp.torch;

namespace Research.Adaptation.Mixing;

/// <summary>What a <see cref="PasteLoader"/> loads per step.</summary>
public sealed record PasteLoaderOptions
{
    /// <summary>Pictures per step and kind (source A, source B, target), 1 .. 1024.</summary>
    /// <value>2, as published.</value>
    public int Batch { get; init; } = 2;

    /// <summary>The part of every batch to load, where several processes share the work; the batch size is that of the whole.</summary>
    public BatchShard Shard { get; init; } = BatchShard.Whole;

    /// <summary>Size source pictures are resized to before cropping, and normalisation. Nothing random in it is used.</summary>
    public required ImagePreparation SourcePreparation { get; init; }

    /// <summary>Size target pictures are resized to before cropping.</summary>
    public required ImagePreparation TargetPreparation { get; init; }

    /// <summary>Columns of the random crop, at most those of both sizes.</summary>
    public required int CropWidth { get; init; }

    /// <summary>Rows of the random crop.</summary>
    public required int CropHeight { get; init; }

    /// <summary>Long-tail class first sampling; null for none.</summary>
    public LongTailOptions? LongTail { get; init; }

    /// <summary>Seed of order, crops and rare draws.</summary>
    public long Seed { get; init; }

    /// <summary>Worker threads, 0 .. 256; 0 = one per processor. The batches do not depend on it.</summary>
    public int Workers { get; init; }

    /// <summary>Keeps decoded samples in memory; several loaders may share one. Null = a cache of its own.</summary>
    public SampleCache? Cache { get; init; }

    /// <summary>Where the batches' tensors live; null = in main memory.</summary>
    public Device? Device { get; init; }

    /// <summary>Checks the fields' ranges.</summary>
    /// <exception cref="ArgumentException">A field is out of range; the message names it.</exception>
    public void Validate()
    {
        if (Batch is < 1 or > 1024)
            throw new ArgumentException($"{nameof(PasteLoaderOptions)}.{nameof(Batch)}: expected 1 .. 1024, got {Batch}");
        Shard.Of(Batch);
        SourcePreparation.Validate();
        TargetPreparation.Validate();
        CheckCrop(nameof(CropWidth), CropWidth, Math.Min(SourcePreparation.Width, TargetPreparation.Width));
        CheckCrop(nameof(CropHeight), CropHeight, Math.Min(SourcePreparation.Height, TargetPreparation.Height));
        foreach (var (name, preparation) in new[] { (nameof(SourcePreparation), SourcePreparation), (nameof(TargetPreparation), TargetPreparation) })
        {
            if (preparation.Flip || preparation.BlurProbability > 0)
                throw new ArgumentException($"{nameof(PasteLoaderOptions)}.{name}: expected neither flip nor blur (this loader crops, and pictures change after pasting)");
        }
        LongTail?.Validate();
    }

    private static void CheckCrop(string field, int value, int maximum)
    {
        if (value < 1 || value > maximum)
            throw new ArgumentException($"{nameof(PasteLoaderOptions)}.{field}: expected 1 .. {maximum} (the smaller of both sizes), got {value}");
    }
}
