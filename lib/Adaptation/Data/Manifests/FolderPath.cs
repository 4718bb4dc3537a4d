namespace Research.Adaptation.Data;

/// <summary>Paths named by manifests and lists, kept inside the folder they are relative to.</summary>
internal static class FolderPath
{
    /// <summary>Why a relative path could leave its folder or is no plain path; null where it is fine. Separator: '/'.</summary>
    public static string? Problem(string path)
    {
        if (path.Length == 0)
            return "it is empty";
        if (path.Length > 1024)
            return "it is longer than 1024 characters";
        foreach (char c in path)
        {
            if (c == '\\')
                return "it has a backslash";
            if (c == ':')
                return "it has a colon";
            if (char.IsControl(c))
                return "it has a control character";
        }
        if (path[0] == '/')
            return "it is absolute";
        foreach (var segment in path.Split('/'))
        {
            if (segment is "" or "." or "..")
                return segment.Length == 0 ? "it has an empty part" : $"it has a part '{segment}'";
        }
        return null;
    }

    /// <summary>The full path of a relative one; symbolic links that lead out of the folder are refused.</summary>
    /// <exception cref="DatasetException">The path leaves the folder.</exception>
    public static string Resolve(string folder, string relative)
    {
        if (Problem(relative) is { } problem)
            throw new DatasetException($"{folder}: expected a path inside this folder, got '{relative}': {problem}", relative);
        string full = Path.Combine(folder, relative);
        if (LeavesThroughLink(folder, relative))
            throw new DatasetException($"{full}: expected a file inside {folder}, it is a symbolic link that leads out of it", full);
        return full;
    }

    /// <summary>Whether any part of the path is a symbolic link to somewhere outside the folder.</summary>
    public static bool LeavesThroughLink(string folder, string relative)
    {
        string full = folder;
        string? root = null;
        foreach (var segment in relative.Split('/'))
        {
            full = Path.Combine(full, segment);
            if (new FileInfo(full).LinkTarget is null)
                continue;
            root ??= RealPath(folder);
            string real = RealPath(full);
            if (!real.StartsWith(root.EndsWith('/') ? root : root + "/", StringComparison.Ordinal))
                return true;
        }
        return false;
    }

    // The path with every symbolic link on the way followed; a link that cannot be followed counts as outside.
    private static string RealPath(string path)
    {
        var pending = new Stack<string>(Path.GetFullPath(path).Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse());
        string real = "/";
        for (int hops = 0; pending.Count > 0;)
        {
            string next = Path.GetFullPath(Path.Combine(real, pending.Pop()));
            var target = new FileInfo(next).LinkTarget;
            if (target is null)
            {
                real = next;
                continue;
            }
            if (++hops > 40)
                return "";
            string followed = Path.GetFullPath(target, real);
            foreach (var part in followed.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse())
                pending.Push(part);
            real = "/";
        }
        return real;
    }
}
