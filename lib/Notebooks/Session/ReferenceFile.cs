using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;

namespace Research.Notebooks;

/// <summary>Metadata references made from files.</summary>
internal static class ReferenceFile
{
    /// <summary>A reference that maps the file: for files that nobody rebuilds while we run.</summary>
    public static PortableExecutableReference Shared(string path) => MetadataReference.CreateFromFile(path);

    /// <summary>A reference to a copy of the file's bytes: a build may overwrite the file meanwhile.</summary>
    public static PortableExecutableReference Copied(string path) => MetadataReference.CreateFromImage(File.ReadAllBytes(path), filePath: path);

    /// <summary>Simple names of the assemblies to which an assembly forwards types.</summary>
    public static IReadOnlyList<string> ForwardsOf(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        return [.. metadata.ExportedTypes.Select(handle => metadata.GetExportedType(handle))
            .Where(type => type.IsForwarder && type.Implementation.Kind == HandleKind.AssemblyReference)
            .Select(type => metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)type.Implementation).Name)).Distinct()];
    }
}
