using Research.Adaptation.Data;

namespace Research.Adaptation.Weights;

/// <summary>Where pretrained weights lie: in the folder <c>weights</c> of the data folder, under their own names.</summary>
public static class WeightsFolder
{
    /// <summary>Name of the folder within the data folder.</summary>
    public const string Name = "weights";

    /// <summary>The file of a manifest, converted or as downloaded; null where it is absent, and how to obtain it.</summary>
    /// <param name="manifest">The weights.</param>
    /// <param name="dataFolder">The data folder; null for what <c>RESEARCH_DATA</c> names.</param>
    /// <param name="reason">Empty, or what is missing and where to get it.</param>
    public static string? Find(WeightsManifest manifest, string? dataFolder, out string reason)
    {
        dataFolder ??= Environment.GetEnvironmentVariable(DatasetFolder.Variable);
        reason = "";
        if (!string.IsNullOrWhiteSpace(dataFolder))
            foreach (var file in new[] { manifest.ConvertedFile, manifest.File })
            {
                var path = Path.GetFullPath(Path.Combine(dataFolder, Name, file));
                if (File.Exists(path)) return path;
            }
        var place = string.IsNullOrWhiteSpace(dataFolder) ? $"${DatasetFolder.Variable}/{Name}/{manifest.File} ({DatasetFolder.Variable} is not set)" : Path.Combine(dataFolder, Name, manifest.File);
        reason = $"the weights '{manifest.Name}' are absent: download {manifest.Origin} to {place}";
        return null;
    }
}
