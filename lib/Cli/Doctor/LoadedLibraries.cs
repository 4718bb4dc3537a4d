namespace Research.Cli.Doctor;

/// <summary>The native libraries that this process has mapped.</summary>
internal static class LoadedLibraries
{
    private const string Maps = "/proc/self/maps";

    /// <summary>Paths of the libraries whose file name starts so; empty where the system does not tell.</summary>
    public static IReadOnlyList<string> Named(params string[] starts) => !File.Exists(Maps) ? [] :
        [.. File.ReadLines(Maps).Select(PathOf).Where(p => p is not null).Select(p => p!).Distinct()
            .Where(p => starts.Any(s => Path.GetFileName(p).StartsWith(s, StringComparison.Ordinal)))];

    /// <summary>Path of the first such library, or null.</summary>
    public static string? First(params string[] starts) => Named(starts).FirstOrDefault();

    // address perms offset device inode path: the path is what follows the fifth field
    private static string? PathOf(string line)
    {
        var slash = line.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 || !line.Contains(".so", StringComparison.Ordinal) ? null : line[slash..];
    }
}
