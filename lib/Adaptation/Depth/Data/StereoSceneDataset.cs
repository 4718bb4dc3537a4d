using System.Globalization;
using Research.Adaptation.Data;
using Research.Scenes;

namespace Research.Adaptation.Depth;

/// <summary>
/// Stereo pairs of street scenes, rendered when they are asked for and, with a cache folder, kept on disk. The left picture equals,
/// to the bit, the picture of a <see cref="SceneDataset"/> with the same domain, seed, number and size.
/// </summary>
public sealed class StereoSceneDataset : IStereoDataset
{
    private readonly SceneDomain domain;
    private readonly long seed;
    private readonly int first;
    private readonly SceneSize size;
    private readonly DepthSceneCache? cache;

    /// <summary>Scenes <paramref name="first"/> .. <paramref name="first"/> + <paramref name="count"/> - 1 of a domain.</summary>
    /// <param name="domain">The world, its looks and the baseline.</param>
    /// <param name="seed">Seed of the set of scenes.</param>
    /// <param name="first">Number of the first scene, 0 or more.</param>
    /// <param name="count">Number of scenes, 0 or more.</param>
    /// <param name="size">Size of the pictures.</param>
    /// <param name="cacheFolder">Keeps rendered pairs below this folder; null = render each time.</param>
    public StereoSceneDataset(SceneDomain domain, long seed, int first, int count, SceneSize size, string? cacheFolder = null)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(size);
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, int.MaxValue - first);
        (this.domain, this.seed, this.first, this.size, Count) = (domain, seed, first, size, count);
        var world = $"{domain.Name}-{SceneDataset.DomainHash(domain)}";
        Name = $"stereo scenes/{domain.Name}";
        Fingerprint = $"stereo-v{SceneGenerator.Version}/{world}/seed {seed}/{size}/{first}+{count}";
        if (cacheFolder is not null)
            cache = new(Path.Combine(cacheFolder, $"v{SceneGenerator.Version}", world, $"stereo-seed{seed}-{size}"), size, pictures: 2, numbers: 4);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Fingerprint { get; }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public StereoSample Load(int index)
    {
        var number = first + DatasetGuard.Index(Name, Count, index);
        var file = number.ToString("d6", CultureInfo.InvariantCulture);
        var name = $"{domain.Name}-{seed}-{file}";
        if (cache?.TryRead(file) is { Numbers: [var fx, var fy, var cx, var cy] } kept)
            return new StereoSample(name, kept.Pictures[0], kept.Pictures[1], kept.Depth, new CameraIntrinsics(fx, fy, cx, cy), domain.Camera.Baseline);
        var pair = SceneRenderer.RenderStereo(domain, seed, number, size);
        var camera = pair.Left.Intrinsics;
        cache?.Write(file, new([pair.Left.Colour, pair.Right.Colour], pair.Left.Depth, [camera.Fx, camera.Fy, camera.Cx, camera.Cy]));
        return new StereoSample(name, pair.Left.Colour, pair.Right.Colour, pair.Left.Depth, camera, pair.Baseline);
    }
}
