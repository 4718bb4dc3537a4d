using System.Reflection;

namespace Research.Cli;

/// <summary>Version and commit that this program was built from.</summary>
internal static class BuildVersion
{
    static BuildVersion()
    {
        var text = typeof(BuildVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";
        var plus = text.IndexOf('+', StringComparison.Ordinal);
        Version = plus < 0 ? text : text[..plus];
        Commit = plus < 0 ? "unknown" : text[(plus + 1)..];
    }

    /// <summary>Version of the project.</summary>
    public static string Version { get; }

    /// <summary>Commit hash, with ".modified" where tracked files differed from it, or "unknown".</summary>
    public static string Commit { get; }

    /// <summary>The commit, or null where it is not known.</summary>
    public static string? CommitOrNull => Commit == "unknown" ? null : Commit;
}
