using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>Finds the shim beside the assembly, and libtorch behind it; says in one message what is missing.</summary>
internal static class NativeLibraryLoader
{
    private const string File = "libtorch_shim.so";
    private static readonly Lock Gate = new();
    private static IntPtr _library;

    [ModuleInitializer]
    internal static void Install() => NativeLibrary.SetDllImportResolver(typeof(NativeLibraryLoader).Assembly, Resolve);

    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != "torch_shim") return IntPtr.Zero;
        lock (Gate)
        {
            if (_library == IntPtr.Zero) _library = Load();
            return _library;
        }
    }

    private static IntPtr Load()
    {
        List<string> tried = [];
        if (Environment.GetEnvironmentVariable("LIBTORCH") is { Length: > 0 } root) Preload(root, tried);
        foreach (var candidate in Candidates())
        {
            if (!System.IO.File.Exists(candidate))
            {
                tried.Add($"{candidate}: no such file");
                continue;
            }
            try
            {
                var library = NativeLibrary.Load(candidate);
                Start(library, candidate);
                return library;
            }
            catch (DllNotFoundException e)
            {
                tried.Add($"{candidate}: {e.Message.ReplaceLineEndings(" ")}");
            }
        }
        throw new DllNotFoundException(
            "libtorch could not be loaded. Tried:" + string.Concat(tried.Select(line => $"\n  {line}")) +
            "\nTo fix it: run .devcontainer/setup.sh (installs Debian's libtorch), then make build; " +
            "for another libtorch set LIBTORCH to its root for the build and for the run.");
    }

    /// <summary>A libtorch chosen by LIBTORCH is loaded first, so that the shim's dependencies resolve to it by name.</summary>
    private static void Preload(string root, List<string> tried)
    {
        foreach (var library in new[] { "libc10.so", "libtorch_cpu.so", "libc10_cuda.so", "libtorch_cuda.so", "libtorch.so" })
        {
            var path = Path.Combine(root, "lib", library);
            if (!System.IO.File.Exists(path)) continue;
            try
            {
                NativeLibrary.Load(path);
            }
            catch (DllNotFoundException e)
            {
                tried.Add($"{path} (from LIBTORCH): {e.Message.ReplaceLineEndings(" ")}");
            }
        }
    }

    private static IEnumerable<string> Candidates()
    {
        var folders = new[] { Path.GetDirectoryName(typeof(NativeLibraryLoader).Assembly.Location) ?? "", AppContext.BaseDirectory };
        return folders.Where(folder => folder.Length > 0).Select(folder => Path.GetFullPath(Path.Combine(folder, File))).Distinct();
    }

    private static unsafe void Start(IntPtr library, string path)
    {
        var version = ((delegate* unmanaged<int>)NativeLibrary.GetExport(library, "shim_interface"))();
        if (version != Shim.Interface)
            throw new DllNotFoundException($"the shim speaks interface {version}, this assembly {Shim.Interface}: build {path} again");
        ((delegate* unmanaged<int>)NativeLibrary.GetExport(library, "shim_start"))();
    }
}
