using System.Collections.Concurrent;

namespace Research.Adaptation.Data;

/// <summary>
/// Keeps decoded and resized samples in memory up to a number of bytes, so that training small pictures is not bound by
/// decoding or rendering. One cache may serve many loaders: entries are keyed by the dataset's fingerprint and the size.
/// </summary>
/// <remarks>
/// Nothing is evicted: an epoch visits every sample once, so what came first is as good as any other choice. A full cache
/// serves what it has and the rest is read again. Safe for concurrent use.
/// </remarks>
public sealed class SampleCache
{
    /// <summary>512 MiB: 2,700 samples of 256 x 192 with labels.</summary>
    public const long DefaultCapacity = 512L << 20;

    private readonly ConcurrentDictionary<(string Dataset, int Index), PreparedSample> samples = new();
    private long bytes;

    /// <summary>An empty cache.</summary>
    /// <param name="capacityBytes">At most so many bytes of pixels; 0 keeps nothing.</param>
    public SampleCache(long capacityBytes = DefaultCapacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacityBytes);
        CapacityBytes = capacityBytes;
    }

    /// <summary>At most so many bytes are kept.</summary>
    public long CapacityBytes { get; }

    /// <summary>Bytes kept now.</summary>
    public long Bytes => Interlocked.Read(ref bytes);

    /// <summary>Samples kept now.</summary>
    public int Count => samples.Count;

    /// <summary>
    /// Reads a dataset into the cache on several threads, so that training does not wait for decoding or rendering in its first
    /// epoch. Stops where the cache is full.
    /// </summary>
    /// <param name="dataset">The samples; loaders over this dataset with pictures of the same size find them.</param>
    /// <param name="preparation">Gives the size.</param>
    /// <param name="progress">Told the number of samples read, one call at a time.</param>
    /// <param name="workers">Threads, 0 .. 256; 0 = one per processor.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="DatasetException">A sample cannot be read; the message names the file.</exception>
    public void Fill(ILabelledDataset dataset, ImagePreparation preparation, IProgress<int>? progress = null, int workers = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(preparation);
        preparation.Validate();
        Fill(new BatchBuilder(dataset, preparation, this, null), dataset.Count, progress, workers, cancellation);
    }

    /// <inheritdoc cref="Fill(ILabelledDataset, ImagePreparation, IProgress{int}?, int, CancellationToken)"/>
    public void Fill(IUnlabelledDataset dataset, ImagePreparation preparation, IProgress<int>? progress = null, int workers = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(preparation);
        preparation.Validate();
        Fill(new BatchBuilder(dataset, preparation, this, null), dataset.Count, progress, workers, cancellation);
    }

    /// <summary>Drops everything.</summary>
    public void Clear()
    {
        foreach (var key in samples.Keys)
        {
            if (samples.TryRemove(key, out var sample))
                Interlocked.Add(ref bytes, -sample.Bytes);
        }
    }

    private void Fill(BatchBuilder builder, int count, IProgress<int>? progress, int workers, CancellationToken cancellation)
    {
        if (workers is < 0 or > 256)
            throw new ArgumentOutOfRangeException(nameof(workers), $"expected 0 .. 256 worker threads, got {workers}");
        workers = workers == 0 ? Environment.ProcessorCount : workers;
        using var prefetch = new OrderedPrefetch<PreparedSample>(0, count, workers, 2 * workers, (i, _) => builder.Prepare((int)i));
        for (int i = 0; i < count; i++)
        {
            var sample = prefetch.Take(cancellation);
            progress?.Report(i + 1);
            if (Bytes + sample.Bytes > CapacityBytes)
                break;
        }
    }

    internal PreparedSample Get(string dataset, int index, Func<PreparedSample> prepare)
    {
        if (samples.TryGetValue((dataset, index), out var kept))
            return kept;
        var sample = prepare();
        long size = sample.Bytes;
        if (Interlocked.Add(ref bytes, size) > CapacityBytes || !samples.TryAdd((dataset, index), sample))
            Interlocked.Add(ref bytes, -size);
        return sample;
    }
}
