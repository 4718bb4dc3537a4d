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

    /// <summary>Drops everything.</summary>
    public void Clear()
    {
        foreach (var key in samples.Keys)
        {
            if (samples.TryRemove(key, out var sample))
                Interlocked.Add(ref bytes, -sample.Bytes);
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
