using System.Reflection;
using System.Runtime.Loader;

namespace Research.Notebooks;

/// <summary>The assemblies that this process has loaded or has in its own folder. A notebook always gets these, so that types are the same on both sides.</summary>
internal static class HostAssemblies
{
    /// <summary>The host's copy of an assembly, loaded if it was not; null where the host has none.</summary>
    public static Assembly? Find(string simpleName)
    {
        foreach (var assembly in AssemblyLoadContext.Default.Assemblies)
            if (string.Equals(assembly.GetName().Name, simpleName, StringComparison.OrdinalIgnoreCase))
                return assembly;
        var path = Path.Combine(AppContext.BaseDirectory, simpleName + ".dll");
        return File.Exists(path) ? AssemblyLoadContext.Default.LoadFromAssemblyPath(path) : null;
    }

    /// <summary>The file of the host's copy; null where the host has none.</summary>
    public static string? FindFile(string simpleName)
    {
        var assembly = Find(simpleName);
        return assembly is null || assembly.Location.Length == 0 ? null : assembly.Location;
    }
}
