using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Research.Notebooks;

/// <summary>Finds the managed and native dependencies of one referenced DLL: through its deps.json, then in its folder.</summary>
internal sealed class ReferencedFolder
{
    private readonly string folder;
    private readonly AssemblyDependencyResolver? resolver;

    public ReferencedFolder(string path)
    {
        folder = Path.GetDirectoryName(path)!;
        try
        {
            resolver = new AssemblyDependencyResolver(path);
        }
        catch (InvalidOperationException)
        {
            // A deps.json that cannot be read, or a host without the dependency resolver: the folder alone has to do.
        }
    }

    public string? FindAssembly(AssemblyName name)
    {
        if (resolver?.ResolveAssemblyToPath(name) is { } resolved && File.Exists(resolved))
            return resolved;
        var path = Path.Combine(folder, name.Name + ".dll");
        return File.Exists(path) ? path : null;
    }

    public string? FindNative(string name)
    {
        if (resolver?.ResolveUnmanagedDllToPath(name) is { } resolved && File.Exists(resolved))
            return resolved;
        string[] places = [folder, Path.Combine(folder, "runtimes", RuntimeInformation.RuntimeIdentifier, "native"), Path.Combine(folder, "runtimes", PortableIdentifier(), "native")];
        return places.SelectMany(place => FileNames(name).Select(file => Path.Combine(place, file))).FirstOrDefault(File.Exists);
    }

    private static IEnumerable<string> FileNames(string name)
    {
        var extension = OperatingSystem.IsWindows() ? ".dll" : OperatingSystem.IsMacOS() ? ".dylib" : ".so";
        return [name, name + extension, "lib" + name + extension, "lib" + name];
    }

    private static string PortableIdentifier() =>
        (OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux") + "-" + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
}
