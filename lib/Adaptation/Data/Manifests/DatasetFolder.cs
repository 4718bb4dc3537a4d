namespace Research.Adaptation.Data;

/// <summary>Where datasets lie on this machine: in the folder that the environment variable <c>RESEARCH_DATA</c> names.</summary>
public static class DatasetFolder
{
    /// <summary>The environment variable that names the folder with datasets.</summary>
    public const string Variable = "RESEARCH_DATA";

    /// <summary>The folder of a dataset; null where it is absent, and why.</summary>
    /// <param name="name">Key of the dataset, such as <c>camvid</c>.</param>
    /// <param name="reason">Empty, or a sentence that says what is missing and what to set.</param>
    public static string? Find(string name, out string reason) =>
        Find(name, Environment.GetEnvironmentVariable(Variable), out reason);

    /// <summary>The folder of a dataset; null where it is absent.</summary>
    public static string? Find(string name) => Find(name, out _);

    /// <summary>The folder of a dataset within a given folder of datasets; null where it is absent, and why.</summary>
    public static string? Find(string name, string? dataFolder, out string reason)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        reason = "";
        if (FolderPath.Problem(name) is not null || name.Contains('/'))
            throw new ArgumentException($"expected the name of a dataset, got '{name}'", nameof(name));
        if (string.IsNullOrWhiteSpace(dataFolder))
            reason = $"{Variable} is not set: set it to the folder that holds '{name}'";
        else if (!Directory.Exists(dataFolder))
            reason = $"{Variable} is '{dataFolder}', which is no folder";
        else if (!Directory.Exists(Path.Combine(dataFolder, name)))
            reason = $"the folder '{dataFolder}' ({Variable}) has no folder '{name}'";
        else
            return Path.GetFullPath(Path.Combine(dataFolder, name));
        return null;
    }
}
