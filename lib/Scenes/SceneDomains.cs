using Research.Scenes.Domains;

namespace Research.Scenes;

/// <summary>The domains that come with the library.</summary>
public static class SceneDomains
{
    /// <summary>A computer game: clean saturated materials, hard light, no camera.</summary>
    public static SceneDomain Game { get; } = GameDomain.Build();

    /// <summary>Streets through a real camera: pale colours, textures, haze, blur, noise.</summary>
    public static SceneDomain Street { get; } = StreetDomain.Build();

    /// <summary>A simple virtual city with plain materials, seen from varied places through a wide lens.</summary>
    public static SceneDomain SynthiaLike { get; } = SynthiaLikeDomain.Build();

    /// <summary>A photo-realistic rendering through a clean camera.</summary>
    public static SceneDomain Render { get; } = RenderDomain.Build();

    /// <summary>The streets of <see cref="Street"/> at night on a wet road.</summary>
    public static SceneDomain NightRain { get; } = NightRainDomain.Build();

    /// <summary>Southern old town: ochre walls, narrow streets, scooters.</summary>
    public static SceneDomain CityRome { get; } = CityDomains.Rome();

    /// <summary>Tropical seaside city: palms, walls, many buses.</summary>
    public static SceneDomain CityRio { get; } = CityDomains.Rio();

    /// <summary>Dense eastern city with traffic on the left.</summary>
    public static SceneDomain CityTokyo { get; } = CityDomains.Tokyo();

    /// <summary>Humid eastern city with swarms of scooters.</summary>
    public static SceneDomain CityTaipei { get; } = CityDomains.Taipei();

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SceneDomain> All { get; } =
        [Game, SynthiaLike, Render, Street, NightRain, CityRome, CityRio, CityTokyo, CityTaipei];

    /// <summary>The domain with a name.</summary>
    /// <param name="name">Name as in <see cref="SceneDomain.Name"/>.</param>
    /// <exception cref="ArgumentException">No such domain; the message lists those there are.</exception>
    public static SceneDomain Find(string name)
    {
        foreach (var domain in All)
            if (domain.Name == name) return domain;
        throw new ArgumentException($"Expected the name of a scene domain, one of {string.Join(", ", All)}; got '{name}'.", nameof(name));
    }
}
