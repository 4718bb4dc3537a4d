using Microsoft.CodeAnalysis;

namespace Research.Notebooks;

/// <summary>Finds files named by <c>#load</c>, relative to the file that names them, and leaves cell names alone.</summary>
/// <remarks>The compiler's own resolver would make <c>cell[3]</c> an absolute path, which then shows in every traceback.</remarks>
internal sealed class CellSources(string baseDirectory) : SourceReferenceResolver
{
    public override string? NormalizePath(string path, string? baseFilePath) => path;

    public override string? ResolveReference(string path, string? baseFilePath)
    {
        var folder = Path.IsPathRooted(baseFilePath) ? Path.GetDirectoryName(baseFilePath)! : baseDirectory;
        var resolved = Path.GetFullPath(path, folder);
        return File.Exists(resolved) ? resolved : null;
    }

    public override Stream OpenRead(string resolvedPath) => File.OpenRead(resolvedPath);

    public override bool Equals(object? other) => other is CellSources;

    public override int GetHashCode() => typeof(CellSources).GetHashCode();
}
