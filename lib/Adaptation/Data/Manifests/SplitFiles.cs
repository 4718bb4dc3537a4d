namespace Research.Adaptation.Data;

/// <summary>The files of one split as they lie in a folder.</summary>
internal sealed class SplitFiles
{
    private SplitFiles(IReadOnlyList<string> keys, Dictionary<string, string> images, Dictionary<string, string>? labels, IReadOnlyList<string> escaping) =>
        (Keys, Images, Labels, Escaping) = (keys, images, labels, escaping);

    /// <summary>Keys that belong to the split, in order.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>Key to relative path of every picture found.</summary>
    public IReadOnlyDictionary<string, string> Images { get; }

    /// <summary>Key to relative path of every label file found; null for an unlabelled split.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; }

    /// <summary>Relative paths that are symbolic links out of the dataset's folder; they are not among the files.</summary>
    public IReadOnlyList<string> Escaping { get; }

    /// <summary>Looks for the files of a split.</summary>
    /// <exception cref="DatasetException">A folder cannot be read, or the list in the dataset's folder leads out of it.</exception>
    /// <exception cref="ManifestException">The list in the dataset's folder is missing or malformed.</exception>
    public static SplitFiles Find(string root, ManifestSplit split)
    {
        var escaping = new List<string>();
        var images = Matching(root, split.Images, escaping);
        var labels = split.Labels is { } pattern ? Matching(root, pattern, escaping) : null;
        var keys = split.Keys;
        if (split.FolderList is { } list)
        {
            string file = FolderPath.Resolve(root, list);
            keys = SplitList.Parse(ManifestReader.ReadText(file), file, split.Images, split.Digits);
        }
        return new(keys ?? images.Keys.Order(StringComparer.Ordinal).ToArray(), images, labels, escaping);
    }

    /// <summary>Whether a split is not there at all: none of its folders, or not the list that names its files.</summary>
    public static bool IsAbsent(string root, ManifestSplit split) =>
        !Directory.Exists(Path.Combine(root, split.Images.Folder)) && (split.Labels is null || !Directory.Exists(Path.Combine(root, split.Labels.Folder)))
        || split.FolderList is { } list && !File.Exists(Path.Combine(root, list));

    // Key to relative path of all files that match; of two alternatives of one key the pattern's first.
    private static Dictionary<string, string> Matching(string root, PathPattern pattern, List<string> escaping)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        string folder = pattern.Folder;
        int depth = pattern.Text.Count(c => c == '/') - (folder.Length == 0 ? 0 : folder.Count(c => c == '/') + 1);
        if (folder.Length > 0 && FolderPath.LeavesThroughLink(root, folder))
            escaping.Add(folder);
        else if (Directory.Exists(Path.Combine(root, folder)))
            Walk(root, folder, depth, pattern, found, escaping);
        return found;
    }

    private static void Walk(string root, string folder, int depth, PathPattern pattern, Dictionary<string, string> found, List<string> escaping)
    {
        foreach (var entry in Entries(Path.Combine(root, folder)))
        {
            string relative = folder.Length == 0 ? entry.Name : $"{folder}/{entry.Name}";
            bool isFolder = entry is DirectoryInfo;
            if (isFolder != depth > 0)
                continue;
            string? key = isFolder ? null : pattern.KeyOf(relative);
            if (!isFolder && key is null)
                continue;
            if (entry.LinkTarget is not null && FolderPath.LeavesThroughLink(root, relative))
                escaping.Add(relative);
            else if (isFolder)
                Walk(root, relative, depth - 1, pattern, found, escaping);
            else if (!found.TryGetValue(key!, out var other) || Earlier(relative, other, pattern, key!))
                found[key!] = relative;
        }
    }

    private static FileSystemInfo[] Entries(string folder)
    {
        try
        {
            return new DirectoryInfo(folder).GetFileSystemInfos();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{folder}: expected a folder that can be read: {error.Message}", folder, error);
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
