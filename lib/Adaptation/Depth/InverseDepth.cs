// Encoding of depth in Q. Wang et al., arXiv 2104.13613, as its code reads metric maps (qinenergy/corda @2904cc6, loaders of SYNTHIA
// and of Cityscapes' stereo depth): values of 1 mean "infinitely far or unknown" and are ignored by its loss.

using Research.Imaging;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Depth;

/// <summary>Inverse depth as the paper's networks are taught it: d = 655.36 / (m + 0.01), m metres, 1 = infinitely far or unknown.</summary>
/// <remarks>m is limited to 655.35; below 0.1 it is unknown. So d is 1, or above 1 and at most 655.36 / 0.11 = 5957.8.</remarks>
public static class InverseDepth
{
    /// <summary>"Infinitely far or unknown."</summary>
    public const float Invalid = 1f;

    private const double Scale = 655.36, Offset = 0.01, Farthest = 655.35, Nearest = 0.1;

    /// <summary>The value of a distance.</summary>
    /// <param name="metres">Distance along the axis, metres; infinite for sky, NaN for unknown.</param>
    public static float Encode(float metres) =>
        metres >= Nearest && metres < Farthest ? (float)(Scale / (metres + Offset)) : Invalid;

    /// <summary>The distance of a value, metres; infinite at and below 1.</summary>
    /// <param name="value">Inverse depth.</param>
    public static float Decode(float value) => value > Invalid ? (float)(Scale / value - Offset) : float.IsNaN(value) ? value : float.PositiveInfinity;

    /// <summary>Writes the values of a map.</summary>
    /// <param name="depth">Metres.</param>
    /// <param name="flip">Whether rows are mirrored.</param>
    /// <param name="plane">Receives H * W values.</param>
    public static void Write(DepthMap depth, bool flip, Span<float> plane)
    {
        for (var y = 0; y < depth.Height; y++)
        {
            var row = plane.Slice(y * depth.Width, depth.Width);
            for (var x = 0; x < row.Length; x++) row[x] = Encode(depth.Metres[y * depth.Width + x]);
            if (flip) row.Reverse();
        }
    }

    /// <summary>Encoded maps of one size, float32 [N, 1, H, W].</summary>
    /// <param name="maps">At least one map.</param>
    /// <param name="device">Where the tensor lives; null for main memory.</param>
    /// <exception cref="ArgumentException">There is none, or sizes differ.</exception>
    public static Tensor ToTensor(IReadOnlyList<DepthMap> maps, Device? device = null) =>
        Stack(maps, device, (map, plane) => Write(map, flip: false, plane));

    /// <summary>Metres of maps of one size, float32 [N, 1, H, W]; infinity and NaN are kept.</summary>
    /// <param name="maps">At least one map.</param>
    /// <param name="device">Where the tensor lives; null for main memory.</param>
    /// <exception cref="ArgumentException">There is none, or sizes differ.</exception>
    public static Tensor MetresToTensor(IReadOnlyList<DepthMap> maps, Device? device = null) =>
        Stack(maps, device, (map, plane) => map.Metres.CopyTo(plane));

    /// <summary>The map of encoded values.</summary>
    /// <param name="encoded">[H, W], or with leading dimensions of 1.</param>
    /// <exception cref="ArgumentException">More than one map.</exception>
    public static DepthMap FromTensor(Tensor encoded)
    {
        var map = MetresFromTensor(encoded);
        for (var i = 0; i < map.Metres.Length; i++) map.Metres[i] = Decode(map.Metres[i]);
        return map;
    }

    /// <summary>The map of values that are metres already.</summary>
    /// <param name="metres">[H, W], or with leading dimensions of 1.</param>
    /// <exception cref="ArgumentException">More than one map.</exception>
    public static DepthMap MetresFromTensor(Tensor metres)
    {
        var shape = metres.shape;
        if (shape.Length < 2 || shape[..^2].Any(n => n != 1))
            throw new ArgumentException($"expected one map, [H, W] or with leading ones, got [{string.Join(", ", shape)}]");
        using var scope = NewDisposeScope();
        var values = metres.detach().to(ScalarType.Float32).cpu().contiguous().data<float>().ToArray();
        return new DepthMap((int)shape[^1], (int)shape[^2], values);
    }

    private static Tensor Stack(IReadOnlyList<DepthMap> maps, Device? device, Action<DepthMap, Span<float>> write)
    {
        if (maps is not { Count: > 0 }) throw new ArgumentException("maps: expected at least one");
        var (width, height) = (maps[0].Width, maps[0].Height);
        var values = new float[maps.Count * width * height];
        for (var i = 0; i < maps.Count; i++)
        {
            if (maps[i].Width != width || maps[i].Height != height)
                throw new ArgumentException($"maps: expected {width} x {height} as the first, got {maps[i].Width} x {maps[i].Height} at {i}");
            write(maps[i], values.AsSpan(i * width * height, width * height));
        }
        return tensor(values, [maps.Count, 1, height, width], device: device);
    }
}
