using System.Globalization;
using Research.Adaptation.Data;
using Research.Imaging;
using Research.Scenes;

namespace Research.Adaptation.Depth;

/// <summary>Triples of consecutive pictures from drives through street scenes, rendered on demand and, with a cache folder, kept on disk.</summary>
/// <remarks>Drive k has <c>frames</c> pictures, <c>interval</c> seconds apart, hence frames - 2 triples; sample i is triple i % (frames - 2) of drive i / (frames - 2).</remarks>
public sealed class VideoSceneDataset : IVideoDataset
{
    private const int PoseNumbers = 12;

    private readonly SceneDomain domain;
    private readonly long seed;
    private readonly int first, frames;
    private readonly double interval;
    private readonly SceneSize size;
    private readonly DepthSceneCache? cache;

    /// <summary>Drives that begin at scenes <paramref name="first"/> .. <paramref name="first"/> + <paramref name="drives"/> - 1.</summary>
    /// <param name="domain">The world, its looks and the speed of the drives.</param>
    /// <param name="seed">Seed of the set of scenes.</param>
    /// <param name="first">Number of the first scene, 0 or more.</param>
    /// <param name="drives">Number of drives, 0 or more.</param>
    /// <param name="frames">Pictures per drive, at least 3; the last one within 10 s.</param>
    /// <param name="interval">Seconds between two pictures, above 0.</param>
    /// <param name="size">Size of the pictures.</param>
    /// <param name="cacheFolder">Keeps rendered pictures below this folder; null = render each time.</param>
    public VideoSceneDataset(
        SceneDomain domain, long seed, int first, int drives, int frames, double interval, SceneSize size, string? cacheFolder = null)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(size);
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(drives);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(drives, int.MaxValue - first);
        if (!(interval > 0 && frames >= 3 && interval * (frames - 1) <= 10))
            throw new ArgumentException($"frames, interval: expected at least 3 pictures within 10 s, got {frames} pictures {interval} s apart");
        (this.domain, this.seed, this.first, this.frames, this.interval, this.size) = (domain, seed, first, frames, interval, size);
        Count = checked(drives * (frames - 2));
        var world = $"{domain.Name}-{SceneDataset.DomainHash(domain)}";
        var apart = interval.ToString(CultureInfo.InvariantCulture);
        Name = $"drives/{domain.Name}";
        Fingerprint = $"drives-v{SceneGenerator.Version}/{world}/seed {seed}/{size}/{first}+{drives}/{frames} x {apart} s";
        if (cacheFolder is not null)
            cache = new(Path.Combine(cacheFolder, $"v{SceneGenerator.Version}", world, $"drives-seed{seed}-{size}-{apart}"), size, pictures: 1, numbers: 4 + PoseNumbers);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Fingerprint { get; }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public VideoSample Load(int index)
    {
        DatasetGuard.Index(Name, Count, index);
        var (drive, at) = (first + index / (frames - 2), index % (frames - 2));
        var (before, now, after) = (Frame(drive, at), Frame(drive, at + 1), Frame(drive, at + 2));
        return new VideoSample(
            $"{domain.Name}-{seed}-{drive:d6}+{at + 1:d2}", before.Picture, now.Picture, after.Picture, now.Depth, now.Camera, [before.Pose, now.Pose, after.Pose]);
    }

    private (RgbImage Picture, DepthMap Depth, CameraIntrinsics Camera, CameraPose Pose) Frame(int drive, int frame)
    {
        var file = $"{drive.ToString("d6", CultureInfo.InvariantCulture)}-{frame.ToString("d2", CultureInfo.InvariantCulture)}";
        if (cache?.TryRead(file) is { } kept)
            return (kept.Pictures[0], kept.Depth, new(kept.Numbers[0], kept.Numbers[1], kept.Numbers[2], kept.Numbers[3]), Pose(kept.Numbers.AsSpan(4)));
        var scene = SceneRenderer.RenderMoment(domain, seed, drive, size, frame * interval);
        var camera = scene.Intrinsics;
        cache?.Write(file, new([scene.Colour], scene.Depth, [camera.Fx, camera.Fy, camera.Cx, camera.Cy, .. Numbers(scene.Pose)]));
        return (scene.Colour, scene.Depth, camera, scene.Pose);
    }

    private static IEnumerable<double> Numbers(CameraPose pose) =>
        ((Point3[])[pose.Position, pose.Right, pose.Down, pose.Forward]).SelectMany(p => (double[])[p.X, p.Y, p.Z]);

    private static CameraPose Pose(ReadOnlySpan<double> n) =>
        new(new(n[0], n[1], n[2]), new(n[3], n[4], n[5]), new(n[6], n[7], n[8]), new(n[9], n[10], n[11]));
}
