using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Research.Adaptation.Depth;
using Research.Imaging;

namespace Research.Adaptation.Data;

/// <summary>Encoded depth at the network's input size, kept in memory up to a number of bytes; a network's or a matcher's depth is computed once.</summary>
/// <remarks>Belongs to a <see cref="SampleCache"/> and lives as long: loaders that share the one share the other. Safe for concurrent use.</remarks>
internal sealed class DepthPlanes
{
    private const long CapacityBytes = 512L << 20;

    // Nearer than this is a hole in measured depth; the released code's limit for Cityscapes.
    private const float NearestMetres = 0.1f;

    private static readonly ConditionalWeakTable<SampleCache, DepthPlanes> ByCache = [];

    private readonly ConcurrentDictionary<(string Key, int Index), float[]> planes = new();
    private long bytes;

    /// <summary>The planes that go with a cache.</summary>
    public static DepthPlanes Of(SampleCache cache) => ByCache.GetValue(cache, _ => new DepthPlanes());

    /// <summary>Inverse depth of a picture, [height * width], 1 = unknown or infinite; resized without interpolation, so that 1 stays 1.</summary>
    public float[] Get(IDepthSource source, int index, int width, int height)
    {
        var key = ($"{source.Fingerprint}|{width}x{height}", index);
        if (planes.TryGetValue(key, out var kept)) return kept;
        var plane = Encode(source, index, width, height);
        var size = 4L * plane.Length;
        if (Interlocked.Add(ref bytes, size) > CapacityBytes || !planes.TryAdd(key, plane)) Interlocked.Add(ref bytes, -size);
        return plane;
    }

    private static float[] Encode(IDepthSource source, int index, int width, int height)
    {
        try
        {
            var depth = source.Load(index);
            if (depth.Width != width || depth.Height != height) depth = Resize.Nearest(depth, width, height);
            return DepthDecoder.InverseDepth(depth, NearestMetres);
        }
        catch (Exception error) when (error is not (OperationCanceledException or DatasetException))
        {
            throw new DatasetException($"{source.Name}, depth of sample {index}: {error.Message}", null, error);
        }
    }
}
