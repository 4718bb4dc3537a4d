using static TorchSharp.torch;

namespace Research.Adaptation.Data;

/// <summary>All samples of a dataset once, in order, prepared without anything random: for evaluation.</summary>
public sealed class EvaluationLoader
{
    private readonly BatchBuilder builder;
    private readonly int samples;
    private readonly int batch;
    private readonly int workers;

    /// <summary>A loader over one dataset.</summary>
    /// <param name="dataset">The samples.</param>
    /// <param name="preparation">Size and normalisation; its augmentation is not used.</param>
    /// <param name="batch">Samples per batch, 1 .. 1024; the last batch may be smaller.</param>
    /// <param name="cache">Keeps decoded samples in memory for the next evaluation; null = none.</param>
    /// <param name="workers">Worker threads, 0 .. 256; 0 = one per processor.</param>
    /// <param name="device">Where the batches' tensors live; null = in main memory.</param>
    public EvaluationLoader(ILabelledDataset dataset, ImagePreparation preparation, int batch = 1, SampleCache? cache = null, int workers = 0, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(preparation);
        if (batch is < 1 or > 1024)
            throw new ArgumentOutOfRangeException(nameof(batch), $"expected 1 .. 1024 samples, got {batch}");
        if (workers is < 0 or > 256)
            throw new ArgumentOutOfRangeException(nameof(workers), $"expected 0 .. 256 worker threads, got {workers}");
        preparation.Validate();
        builder = new(dataset, preparation.WithoutAugmentation(), cache ?? new SampleCache(0), device);
        samples = dataset.Count;
        this.batch = batch;
        this.workers = workers == 0 ? Environment.ProcessorCount : workers;
    }

    /// <summary>Number of batches.</summary>
    public int Count => (samples + batch - 1) / batch;

    /// <summary>The batches in the dataset's order; the caller disposes each.</summary>
    /// <exception cref="DatasetException">A sample cannot be read; the message names the file.</exception>
    public IEnumerable<LabelledBatch> Batches(CancellationToken cancellation = default)
    {
        using var prefetch = new OrderedPrefetch<BatchBuilder.Arrays>(0, Count, workers, workers + 2, Fill);
        for (int i = 0; i < Count; i++)
            yield return builder.ToLabelled(prefetch.Take(cancellation));
    }

    private BatchBuilder.Arrays Fill(long item, CancellationToken cancellation)
    {
        int first = (int)item * batch;
        int count = Math.Min(batch, samples - first);
        return builder.Fill(Enumerable.Range(first, count).Select(i => (i, default(Augmentation))).ToArray(), cancellation);
    }
}
