using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Research.Notebooks;

/// <summary>The references of a session: the framework and what <c>#r</c> added. Each is resolved once.</summary>
internal sealed class CellReferences(string baseDirectory, SessionLoadContext loadContext) : MetadataReferenceResolver
{
    private readonly ConcurrentDictionary<string, PortableExecutableReference> added = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, PortableExecutableReference?> implied = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the compiler looks at for every cell.</summary>
    public IEnumerable<MetadataReference> All => FrameworkReferences.ByName.Values.Concat(added.Values);

    /// <summary>Simple names of the assemblies that <c>#r</c> added.</summary>
    public IReadOnlyCollection<string> AddedNames => [.. added.Keys];

    public override bool ResolveMissingAssemblies => true;

    /// <summary>Adds what a <c>#r</c> names. Returns a warning for the author, or null.</summary>
    /// <exception cref="FileNotFoundException">No such DLL.</exception>
    /// <exception cref="BadImageFormatException">The file is not a .NET assembly.</exception>
    public string? Add(string reference)
    {
        var name = SimpleName(reference);
        if (FrameworkReferences.ByName.ContainsKey(name) || added.ContainsKey(name))
            return null;
        var path = Path.GetFullPath(reference, baseDirectory);
        if (HostAssemblies.FindFile(name) is { } hostFile)
        {
            added[name] = ReferenceFile.Copied(hostFile);
            AddForwarded(hostFile);
            return File.Exists(path) && Version(path) != Version(hostFile) ? $"{name}: the copy loaded by this program is used, not {reference}, which is another build." : null;
        }
        if (!File.Exists(path))
            throw new FileNotFoundException($"#r \"{reference}\": no such file. A path is taken relative to the notebook's folder.");
        AssemblyName.GetAssemblyName(path);
        added[name] = ReferenceFile.Copied(path);
        loadContext.AddFile(path);
        AddForwarded(path);
        return null;
    }

    public override ImmutableArray<PortableExecutableReference> ResolveReference(string reference, string? baseFilePath, MetadataReferenceProperties properties)
    {
        // Only files that a cell loads come here; the cells' own references are commands.
        var name = SimpleName(reference);
        try
        {
            Add(Path.IsPathRooted(baseFilePath) ? Path.GetFullPath(reference, Path.GetDirectoryName(baseFilePath)!) : reference);
        }
        catch (Exception error) when (error is IOException or BadImageFormatException)
        {
            return [];
        }
        return FrameworkReferences.ByName.TryGetValue(name, out var found) || added.TryGetValue(name, out found) ? [found] : [];
    }

    public override PortableExecutableReference? ResolveMissingAssembly(MetadataReference definition, AssemblyIdentity referenceIdentity)
    {
        var name = referenceIdentity.Name;
        if (FrameworkReferences.ByName.TryGetValue(name, out var found) || added.TryGetValue(name, out found))
            return found;
        if (implied.TryGetValue(name, out var known))
            return known;
        var path = Find(name);
        return implied[name] = path is null ? null : ReferenceFile.Copied(path);
    }

    public override bool Equals(object? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    // Where an assembly says that its types have moved to another one, the cells get that one, too.
    private void AddForwarded(string file)
    {
        foreach (var name in ReferenceFile.ForwardsOf(file))
            if (!FrameworkReferences.ByName.ContainsKey(name) && !added.ContainsKey(name) && Find(name) is { } target)
                added[name] = ReferenceFile.Copied(target);
    }

    private string? Find(string name) => HostAssemblies.FindFile(name) ?? loadContext.FindFile(new AssemblyName(name));

    private static string SimpleName(string reference)
    {
        var file = Path.GetFileName(reference.Replace('\\', '/'));
        if (file.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".exe", StringComparison.OrdinalIgnoreCase))
            return file[..^4];
        var comma = file.IndexOf(',', StringComparison.Ordinal);
        return comma < 0 ? file : file[..comma];
    }

    private static Guid Version(string path)
    {
        using var file = new System.Reflection.PortableExecutable.PEReader(File.OpenRead(path));
        var metadata = System.Reflection.Metadata.PEReaderExtensions.GetMetadataReader(file);
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
    }
}
