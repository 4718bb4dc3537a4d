using Microsoft.CodeAnalysis;

namespace Research.Notebooks;

/// <summary>Metadata references made from files.</summary>
internal static class ReferenceFile
{
    /// <summary>A reference that maps the file: for files that nobody rebuilds while we run.</summary>
    public static PortableExecutableReference Shared(string path) => MetadataReference.CreateFromFile(path);

    /// <summary>A reference to a copy of the file's bytes: a build may overwrite the file meanwhile.</summary>
    public static PortableExecutableReference Copied(string path) => MetadataReference.CreateFromImage(File.ReadAllBytes(path), filePath: path);
}
