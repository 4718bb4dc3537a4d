using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Research.Notebooks;

/// <summary>Holds a session's compiled cells and the DLLs they refer to; unloading it frees both.</summary>
/// <remarks>
/// DLLs are loaded from copies, so a build may overwrite the originals while the session runs; a new session sees the rebuilt ones.
/// Native libraries stay mapped until the process ends, whatever the context does.
/// </remarks>
internal sealed class SessionLoadContext : AssemblyLoadContext, IDisposable
{
    private readonly ShadowCopies shadow = new();
    private readonly List<ReferencedFolder> folders = [];
    private readonly Dictionary<string, Assembly> loaded = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock gate = new();

    public SessionLoadContext() : base("notebook session", isCollectible: true)
    {
    }

    /// <summary>Loads a compiled cell.</summary>
    public Assembly LoadCell(MemoryStream assembly, MemoryStream symbols)
    {
        assembly.Position = symbols.Position = 0;
        var cell = LoadFromStream(assembly, symbols);
        lock (gate)
            loaded[cell.GetName().Name!] = cell;
        return cell;
    }

    /// <summary>Makes a DLL and what lies beside it available.</summary>
    public void AddFile(string path)
    {
        lock (gate)
            folders.Add(new ReferencedFolder(path));
    }


    /// <summary>Path of an assembly in the folders of the referenced DLLs; null where none has it.</summary>
    public string? FindFile(AssemblyName name)
    {
        lock (gate)
            return folders.Select(folder => folder.FindAssembly(name)).FirstOrDefault(path => path is not null);
    }

    public void Dispose()
    {
        // The runtime holds this object until the assemblies are gone, so it must not hold them.
        lock (gate)
            loaded.Clear();
        Unload();
        shadow.Dispose();
    }

    protected override Assembly? Load(AssemblyName name)
    {
        lock (gate)
        {
            if (loaded.TryGetValue(name.Name!, out var known))
                return known;
            if (FrameworkReferences.ByName.ContainsKey(name.Name!) || HostAssemblies.Find(name.Name!) is not null)
                return HostAssemblies.Find(name.Name!);
            return FindFile(name) is { } path ? loaded[name.Name!] = LoadFromAssemblyPath(shadow.Of(path)) : null;
        }
    }

    protected override nint LoadUnmanagedDll(string name)
    {
        string? path;
        lock (gate)
            path = folders.Select(folder => folder.FindNative(name)).FirstOrDefault(found => found is not null);
        return path is null ? 0 : NativeLibrary.Load(shadow.OfNative(path));
    }
}
