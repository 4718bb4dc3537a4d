namespace Research.Notebooks;

/// <summary>Copies of DLLs in a temporary folder of the session.</summary>
internal sealed class ShadowCopies : IDisposable
{
    private const long NativeFolderLimit = 256L << 20;
    private readonly Lazy<string> root = new(() => Directory.CreateTempSubdirectory("notebook-session-").FullName);
    private readonly Dictionary<string, string> folders = [];
    private readonly HashSet<string> nativeFolders = [];

    /// <summary>The copy of a managed DLL, made on first call.</summary>
    public string Of(string path)
    {
        var copy = Path.Combine(Folder(path), Path.GetFileName(path));
        if (!File.Exists(copy))
            File.Copy(path, copy);
        return copy;
    }

    /// <summary>
    /// The copy of a native library. All native libraries of its folder are copied together, because they find each other beside
    /// themselves; a folder beyond the size limit is used in place.
    /// </summary>
    public string OfNative(string path)
    {
        var source = Path.GetDirectoryName(path)!;
        var files = new DirectoryInfo(source).EnumerateFiles().Where(file => IsNative(file.Name)).ToList();
        if (files.Sum(file => file.Length) > NativeFolderLimit)
            return path;
        var target = Folder(path);
        if (nativeFolders.Add(source))
            foreach (var file in files)
                if (!File.Exists(Path.Combine(target, file.Name)))
                    file.CopyTo(Path.Combine(target, file.Name));
        return Path.Combine(target, Path.GetFileName(path));
    }

    public void Dispose()
    {
        if (!root.IsValueCreated)
            return;
        try
        {
            Directory.Delete(root.Value, recursive: true);
        }
        catch (IOException)
        {
            // Somebody still writes there; the system clears its temporary folder.
        }
    }

    private static bool IsNative(string name) =>
        name.Contains(".so", StringComparison.Ordinal) || name.EndsWith(".dylib", StringComparison.Ordinal);

    private string Folder(string path)
    {
        var source = Path.GetDirectoryName(path)!;
        if (!folders.TryGetValue(source, out var folder))
            folders[source] = folder = Directory.CreateDirectory(Path.Combine(root.Value, folders.Count.ToString(System.Globalization.CultureInfo.InvariantCulture))).FullName;
        return folder;
    }
}
