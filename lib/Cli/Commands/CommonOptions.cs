using System.CommandLine;

namespace Research.Cli.Commands;

/// <summary>Options that several commands have, each with one meaning.</summary>
internal static class CommonOptions
{
    /// <summary>Folder with datasets, in place of RESEARCH_DATA.</summary>
    public static Option<string?> Data() => new("--data")
    {
        Description = "Folder with datasets, one sub-folder each [default: RESEARCH_DATA].",
        HelpName = "DIR",
    };

    /// <summary>Full path of a file to write, or null where none was given.</summary>
    /// <exception cref="UserErrorException">Its folder does not exist.</exception>
    public static string? OutputFile(string? given)
    {
        if (given is null) return null;
        var path = Path.GetFullPath(given);
        return Directory.Exists(Path.GetDirectoryName(path))
            ? path
            : throw new UserErrorException($"--output: expected an existing folder, there is none at {Path.GetDirectoryName(path)}", ExitCodes.WrongUsage);
    }

    /// <summary>The folder given, or the one that the environment names; null where there is neither.</summary>
    /// <exception cref="UserErrorException">A folder was given that is not there.</exception>
    public static string? DataFolder(string? given)
    {
        if (given is null) return Environment.GetEnvironmentVariable(Adaptation.Data.DatasetFolder.Variable);
        return Directory.Exists(given)
            ? Path.GetFullPath(given)
            : throw new UserErrorException($"--data: expected a folder, there is none at {given}", ExitCodes.WrongUsage);
    }
}
