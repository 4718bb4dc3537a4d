using Research.Scenes.Domains;

namespace Research.Scenes;

/// <summary>The domains that come with the library.</summary>
public static class SceneDomains
{
    /// <summary>A computer game: clean saturated materials, hard light, no camera.</summary>
    public static SceneDomain Game { get; } = GameDomain.Build();

    /// <summary>Streets through a real camera: pale colours, textures, haze, blur, noise.</summary>
    public static SceneDomain Street { get; } = StreetDomain.Build();

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SceneDomain> All { get; } = [Game, Street];

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
