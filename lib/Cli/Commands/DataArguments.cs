using System.CommandLine;
using Research.Adaptation.Data;

namespace Research.Cli.Commands;

/// <summary>What the <c>data</c> commands have in common: the dataset's name, its manifest and its folder.</summary>
internal static class DataArguments
{
    public static Argument<string> Name() => new("NAME") { Description = "Dataset, as 'research data list' names it." };

    /// <exception cref="UserErrorException">There is no dataset of that name.</exception>
    public static DatasetManifest Manifest(string name) => DatasetManifests.Names.Contains(name)
        ? DatasetManifests.Find(name)
        : throw new UserErrorException($"unknown dataset '{name}'{Suggestions.Hint(name, DatasetManifests.Names)} (known: {string.Join(", ", DatasetManifests.Names)})", ExitCodes.WrongUsage);

    /// <exception cref="UserErrorException">The dataset is not on this machine; the message says how to obtain it.</exception>
    public static string Root(DatasetManifest manifest, string? data) =>
        DatasetFolder.Find(manifest.Name, CommonOptions.DataFolder(data), out var reason)
        ?? throw new UserErrorException($"{reason}{Environment.NewLine}To obtain {manifest.Title}:{Environment.NewLine}{manifest.HowToObtain()}");

    /// <summary>Progress that arrives in order; <see cref="Progress{T}"/> would post it to the thread pool.</summary>
    public sealed class Relay<T>(Action<T> report) : IProgress<T>
    {
        public void Report(T value) => report(value);
    }
}
