using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Research.Scenes;

namespace Research.Adaptation.Data;

/// <summary>
/// Street scenes of a domain, rendered when they are asked for and, with a cache folder, kept on disk. Samples depend on the
/// generator's version, the domain's data, the seed, the index and the size, on nothing else.
/// </summary>
public sealed class SceneDataset : ILabelledDataset
{
    private static readonly JsonSerializerOptions AllData = new()
    {
        IncludeFields = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private readonly SceneDomain domain;
    private readonly long seed;
    private readonly int first;
    private readonly SceneSize size;
    private readonly LabelMapping mapping;
    private readonly SceneCache? cache;

    /// <summary>Scenes <paramref name="first"/> .. <paramref name="first"/> + <paramref name="count"/> - 1 of a domain.</summary>
    /// <param name="domain">The world and its looks.</param>
    /// <param name="seed">Seed of the set of scenes.</param>
    /// <param name="first">Number of the first scene, 0 or more; training and validation take separate ranges.</param>
    /// <param name="count">Number of scenes, 0 or more.</param>
    /// <param name="size">Size of the pictures.</param>
    /// <param name="labelSpace">The renderer's 19 classes are mapped to this space.</param>
    /// <param name="cacheFolder">Keeps rendered scenes below this folder; null = render each time.</param>
    public SceneDataset(SceneDomain domain, long seed, int first, int count, SceneSize size, LabelSpace labelSpace, string? cacheFolder = null)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(size);
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, int.MaxValue - first);
        this.domain = domain;
        this.seed = seed;
        this.first = first;
        this.size = size;
        Count = count;
        mapping = LabelMapping.Between(LabelSpaces.Cityscapes19, labelSpace);
        Name = $"scenes/{domain.Name}";
        string world = $"{domain.Name}-{DomainHash(domain)}";
        Fingerprint = $"scenes-v{SceneGenerator.Version}/{world}/seed {seed}/{size.Width}x{size.Height}/{first}+{count}/{labelSpace.Name}";
        if (cacheFolder is not null)
            cache = new SceneCache(Path.Combine(cacheFolder, $"v{SceneGenerator.Version}", world, $"seed{seed}-{size.Width}x{size.Height}"), size);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public LabelSpace LabelSpace => mapping.To;

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public string Fingerprint { get; }

    /// <inheritdoc/>
    public LabelledSample Load(int index)
    {
        int number = first + DatasetGuard.Index(Name, Count, index);
        string name = $"{domain.Name}-{seed}-{number:D6}";
        if (cache?.TryRead(number) is { } kept)
            return new(name, kept.Image, mapping.Apply(kept.Labels));
        var scene = SceneRenderer.Render(domain, seed, number, size);
        cache?.Write(number, scene.Colour, scene.Labels);
        return new(name, scene.Colour, mapping.Apply(scene.Labels));
    }

    // A domain is data: two domains that differ in any number differ here, even under the same name.
    internal static string DomainHash(SceneDomain domain) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(domain, AllData)).AsSpan(0, 6));
}
