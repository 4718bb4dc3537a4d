namespace Research.Notebooks;

/// <summary>Source paths as a report may show them: cells by name, files of the notebook's folder by relative path, others by file name.</summary>
internal static class SourcePath
{
    public static string Shown(string path, string baseDirectory)
    {
        if (!Path.IsPathRooted(path))
            return path;
        var relative = Path.GetRelativePath(baseDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? Path.GetFileName(path) : relative.Replace('\\', '/');
    }
}
