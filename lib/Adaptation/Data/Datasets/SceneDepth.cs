using System.Globalization;
using Research.Adaptation.Depth;
using Research.Imaging;
using Research.Scenes;

namespace Research.Adaptation.Data;

/// <summary>The renderer's depth of street scenes, one camera only: half the work of a stereo pair. Kept on disk with a cache folder.</summary>
/// <remarks>Map i belongs to picture i of a <see cref="SceneDataset"/> made from the same arguments.</remarks>
public sealed class SceneDepth : IDepthSource
{
    private readonly SceneDomain domain;
    private readonly long seed;
    private readonly int first;
    private readonly SceneSize size;
    private readonly DepthSceneCache? cache;

    /// <summary>Depth of scenes <paramref name="first"/> .. <paramref name="first"/> + <paramref name="count"/> - 1 of a domain.</summary>
    /// <param name="domain">The world and its looks.</param>
    /// <param name="seed">Seed of the set of scenes.</param>
    /// <param name="first">Number of the first scene, 0 or more.</param>
    /// <param name="count">Number of scenes, 0 or more.</param>
    /// <param name="size">Size of the maps.</param>
    /// <param name="cacheFolder">Keeps maps below this folder; null = render each time.</param>
    public SceneDepth(SceneDomain domain, long seed, int first, int count, SceneSize size, string? cacheFolder = null)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(size);
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, int.MaxValue - first);
        (this.domain, this.seed, this.first, this.size, Count) = (domain, seed, first, size, count);
        var world = $"{domain.Name}-{SceneDataset.DomainHash(domain)}";
        Fingerprint = $"depth of scenes-v{SceneGenerator.Version}/{world}/seed {seed}/{size.Width}x{size.Height}/{first}+{count}";
        if (cacheFolder is not null)
            cache = new(Path.Combine(cacheFolder, $"v{SceneGenerator.Version}", world, $"depth-seed{seed}-{size.Width}x{size.Height}"), size, pictures: 0, numbers: 0);
    }

    /// <inheritdoc/>
    public string Name => $"depth of scenes/{domain.Name}";

    /// <inheritdoc/>
    public string Fingerprint { get; }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public DepthMap Load(int index)
    {
        var number = first + DatasetGuard.Index(Name, Count, index);
        var file = number.ToString("d6", CultureInfo.InvariantCulture);
        if (cache?.TryRead(file) is { } kept) return kept.Depth;
        var depth = SceneRenderer.Render(domain, seed, number, size).Depth;
        cache?.Write(file, new([], depth, []));
        return depth;
    }
}
