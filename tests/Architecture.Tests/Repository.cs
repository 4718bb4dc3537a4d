using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Research.Architecture.Tests;

/// <summary>The checkout the tests were built from, as files.</summary>
internal static class Repository
{
    /// <summary>Folder that holds <c>Research.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>C# files under a folder of the repository, without build output.</summary>
    public static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/") && !file.Contains("/bin/") && !file.Contains("/node_modules/"))
            .Order(StringComparer.Ordinal);

    /// <summary>Path of a file relative to the root, with forward slashes.</summary>
    public static string Relative(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    /// <summary>Files that git tracks, relative to the root; null where this is no git checkout or git is absent.</summary>
    public static IReadOnlyList<string>? TrackedFiles()
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", "ls-files -z")
            {
                WorkingDirectory = Root,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var list = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            return git.ExitCode == 0 ? list.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(f => File.Exists(Path.Combine(Root, f))).ToList() : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static string FindRoot([CallerFilePath] string thisFile = "")
    {
        // Deterministic builds rewrite source paths, so the test's own folder is the reliable start.
        foreach (var start in new[] { AppContext.BaseDirectory, Path.GetDirectoryName(thisFile) ?? "/" })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "Research.sln")))
                    return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No Research.sln above {AppContext.BaseDirectory}.");
    }
}
