namespace Research.Adaptation.Papers;

/// <summary>Where recipes find data.</summary>
/// <param name="SceneCache">Folder that keeps rendered scenes between processes; null renders them anew.</param>
/// <param name="DataRoot">Folder with the real datasets; null for the one that the environment variable <c>RESEARCH_DATA</c> names.</param>
public sealed record DataPlaces(string? SceneCache = null, string? DataRoot = null);
