using System.ComponentModel;
using System.Diagnostics;

namespace Research.Benchmarks.Support;

/// <summary>The working copy this program was built in.</summary>
internal static class Checkout
{
    /// <summary>The folder with the solution; null outside a checkout.</summary>
    public static string? Root { get; } = Find(AppContext.BaseDirectory) ?? Find(Environment.CurrentDirectory);

    /// <summary>The commit, with "-dirty" where files were changed; null where git cannot tell.</summary>
    public static string? Commit()
    {
        if (Root is null) return null;
        try
        {
            var start = new ProcessStartInfo("git", ["-C", Root, "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*"])
            {
                RedirectStandardOutput = true, RedirectStandardError = true,
            };
            using var git = Process.Start(start)!;
            var text = git.StandardOutput.ReadToEnd().Trim();
            git.WaitForExit();
            return git.ExitCode == 0 && text.Length > 0 ? text : null;
        }
        catch (Win32Exception)
        {
            return null; // git is not installed
        }
    }

    private static string? Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Research.sln"))) return folder.FullName;
        return null;
    }
}
