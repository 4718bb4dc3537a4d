using Research.Adaptation.Data;
using static TorchSharp.torch;

namespace Research.Adaptation.Depth;

/// <summary>What a <see cref="DepthLoader"/> loads per step.</summary>
public sealed record DepthLoaderOptions
{
    /// <summary>Samples per step, 1 .. 1024.</summary>
    /// <value>12, as Monodepth2.</value>
    public int Batch { get; init; } = 12;

    /// <summary>The part of every batch to load, where several processes share the work; the batch size is that of the whole.</summary>
    public BatchShard Shard { get; init; } = BatchShard.Whole;

    /// <summary>Probability that a sample is mirrored, 0 .. 1; the right camera of a mirrored pair lies on the left.</summary>
    /// <value>0.5.</value>
    public double FlipProbability { get; init; } = 0.5;

    /// <summary>Probability that the networks see changed colours, 0 .. 1; the losses never do.</summary>
    /// <value>0.5.</value>
    public double JitterProbability { get; init; } = 0.5;

    /// <summary>Largest relative change of brightness, contrast and saturation, 0 .. 1.</summary>
    /// <value>0.2.</value>
    public double Jitter { get; init; } = 0.2;

    /// <summary>Seed of order and augmentation.</summary>
    public long Seed { get; init; }

    /// <summary>Worker threads, 0 .. 256; 0 = one per processor. The batches do not depend on it.</summary>
    public int Workers { get; init; }

    /// <summary>Where the batches' tensors live; null = in main memory.</summary>
    public Device? Device { get; init; }

    /// <summary>Checks the fields' ranges.</summary>
    /// <exception cref="ArgumentException">A field is out of range; the message names it.</exception>
    public void Validate()
    {
        Check(nameof(Batch), Batch, 1, 1024);
        Shard.Of(Batch);
        Check(nameof(FlipProbability), FlipProbability, 0, 1);
        Check(nameof(JitterProbability), JitterProbability, 0, 1);
        Check(nameof(Jitter), Jitter, 0, 1);
        Check(nameof(Workers), Workers, 0, 256);
    }

    private static void Check(string field, double value, double minimum, double maximum)
    {
        if (!(value >= minimum && value <= maximum))
            throw new ArgumentException($"{nameof(DepthLoaderOptions)}.{field}: expected {minimum} .. {maximum}, got {value}");
    }
}
