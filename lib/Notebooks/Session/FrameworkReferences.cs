using Microsoft.CodeAnalysis;

namespace Research.Notebooks;

/// <summary>References to the running framework and to the cell API, read once per process and shared by all sessions.</summary>
/// <remarks>Resolving them anew for every cell costs 4 MB per cell; sharing them costs nothing.</remarks>
internal static class FrameworkReferences
{
    private static readonly Lazy<IReadOnlyDictionary<string, PortableExecutableReference>> Loaded = new(Load);

    public static string Folder { get; } = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    /// <summary>References by simple assembly name.</summary>
    public static IReadOnlyDictionary<string, PortableExecutableReference> ByName => Loaded.Value;

    private static Dictionary<string, PortableExecutableReference> Load()
    {
        var references = new Dictionary<string, PortableExecutableReference>(StringComparer.OrdinalIgnoreCase);
        var trusted = (string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "";
        foreach (var path in trusted.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            if (Path.GetDirectoryName(path) == Folder)
                references[Path.GetFileNameWithoutExtension(path)] = ReferenceFile.Shared(path);
        var cellApi = typeof(FrameworkReferences).Assembly.Location;
        references[Path.GetFileNameWithoutExtension(cellApi)] = ReferenceFile.Shared(cellApi);
        return references;
    }
}
