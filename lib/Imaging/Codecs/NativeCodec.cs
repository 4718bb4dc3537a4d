using System.Reflection;
using System.Runtime.InteropServices;

namespace Research.Imaging.Codecs;

/// <summary>Finds libspng and libturbojpeg, and says what to do where they are absent.</summary>
internal static class NativeCodec
{
    public const string Spng = "research-spng";
    public const string TurboJpeg = "research-turbojpeg";

    private static readonly string[] SpngNames = ["libspng.so.0", "libspng.so", "libspng.0.dylib", "libspng.dylib", "spng.dll"];

    private static readonly string[] TurboJpegNames =
        ["libturbojpeg.so.0", "libturbojpeg.so", "libturbojpeg.0.dylib", "libturbojpeg.dylib", "turbojpeg.dll"];

    static NativeCodec() => NativeLibrary.SetDllImportResolver(typeof(NativeCodec).Assembly, Resolve);

    /// <summary>Makes sure that the resolver is in place; called by the static constructors of the native classes.</summary>
    public static void Register()
    {
        // The static constructor does it, once.
    }

    private static nint Resolve(string library, Assembly assembly, DllImportSearchPath? path) => library switch
    {
        Spng => Load("libspng", SpngNames, "libspng0"),
        TurboJpeg => Load("libturbojpeg", TurboJpegNames, "libturbojpeg0"),
        _ => 0,
    };

    /// <summary>Loads the first candidate that exists.</summary>
    /// <exception cref="DllNotFoundException">None exists; the message lists what was tried and how to install it.</exception>
    public static nint Load(string library, IReadOnlyList<string> candidates, string package)
    {
        var tried = new List<string>();
        foreach (string folder in Folders())
        {
            foreach (string candidate in candidates)
            {
                string path = Path.Combine(folder, candidate);
                if (NativeLibrary.TryLoad(path, out nint handle)) return handle;
                tried.Add(path);
            }
        }
        throw new DllNotFoundException(
            $"{library} was not found. Install it with `.devcontainer/setup.sh` (Debian, Ubuntu: apt-get install {package}). "
            + $"Tried: {string.Join(", ", tried)}");
    }

    // The empty folder stands for the system loader's own search (LD_LIBRARY_PATH, ld.so.cache).
    private static IEnumerable<string> Folders()
    {
        yield return "";
        yield return AppContext.BaseDirectory;
        yield return "/usr/local/lib";
        yield return "/opt/homebrew/lib";
    }
}
