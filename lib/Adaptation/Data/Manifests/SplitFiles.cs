namespace Research.Adaptation.Data;

/// <summary>The files of one split as they lie in a folder.</summary>
internal sealed class SplitFiles
{
    private SplitFiles(IReadOnlyList<string> keys, Dictionary<string, string> images, Dictionary<string, string>? labels) =>
        (Keys, Images, Labels) = (keys, images, labels);

    /// <summary>Keys that belong to the split, in order.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>Key to relative path of every picture found.</summary>
    public IReadOnlyDictionary<string, string> Images { get; }

    /// <summary>Key to relative path of every label file found; null for an unlabelled split.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; }

    /// <summary>Looks for the files of a split.</summary>
    /// <exception cref="DatasetException">A file or folder is a symbolic link that leads out of the dataset's folder.</exception>
    /// <exception cref="ManifestException">The list in the dataset's folder is missing or malformed.</exception>
    public static SplitFiles Find(string root, ManifestSplit split)
    {
        var images = Matching(root, split.Images);
        var labels = split.Labels is { } pattern ? Matching(root, pattern) : null;
        var keys = split.Keys;
        if (split.FolderList is { } list)
        {
            string file = FolderPath.Resolve(root, list);
            keys = SplitList.Parse(ManifestReader.ReadText(file), file, split.Images, split.Digits);
        }
        return new(keys ?? images.Keys.Order(StringComparer.Ordinal).ToArray(), images, labels);
    }

    /// <summary>Key to relative path of all files that match; of two alternatives of one key the pattern's first.</summary>
    public static Dictionary<string, string> Matching(string root, PathPattern pattern)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        string folder = pattern.Folder;
        string start = folder.Length == 0 ? root : FolderPath.Resolve(root, folder);
        int depth = pattern.Text.Count(c => c == '/') - (folder.Length == 0 ? 0 : folder.Count(c => c == '/') + 1);
        if (Directory.Exists(start))
            Walk(root, folder, depth, pattern, found);
        return found;
    }

    private static void Walk(string root, string folder, int depth, PathPattern pattern, Dictionary<string, string> found)
    {
        foreach (var entry in new DirectoryInfo(Path.Combine(root, folder)).EnumerateFileSystemInfos())
        {
            string relative = folder.Length == 0 ? entry.Name : $"{folder}/{entry.Name}";
            bool isFolder = entry is DirectoryInfo;
            if (isFolder != depth > 0)
                continue;
            string? key = isFolder ? null : pattern.KeyOf(relative);
            if (!isFolder && key is null)
                continue;
            if (entry.LinkTarget is not null)
                FolderPath.Resolve(root, relative);
            if (isFolder)
                Walk(root, relative, depth - 1, pattern, found);
            else if (!found.TryGetValue(key!, out var other) || Earlier(relative, other, pattern, key!))
                found[key!] = relative;
        }
    }

    private static bool Earlier(string path, string other, PathPattern pattern, string key)
    {
        foreach (var candidate in pattern.PathsOf(key))
        {
            if (candidate == path || candidate == other)
                return candidate == path;
        }
        return false;
    }
}
