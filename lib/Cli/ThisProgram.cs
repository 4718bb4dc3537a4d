using Research.Adaptation.Papers;

namespace Research.Cli;

/// <summary>Where this program lies, for those that start it again.</summary>
internal static class ThisProgram
{
    /// <summary>The program's path. In tests the process is another one, and the program lies beside its assembly.</summary>
    public static string Path { get; } = System.IO.Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "research"
        ? Environment.ProcessPath! : System.IO.Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "research.exe" : "research");

    /// <summary>The words that start it: the program, or the runtime and its DLL where it was published without.</summary>
    public static IReadOnlyList<string> Words => File.Exists(Path) ? [Path]
        : [Environment.ProcessPath ?? throw new UserErrorException($"expected the program {Path}, it is not there"), System.IO.Path.Combine(AppContext.BaseDirectory, "research.dll")];

    /// <summary>Tells notebooks, which run in this process or in one that it starts, where the program is.</summary>
    public static void Announce() => Environment.SetEnvironmentVariable(WorkerPool.Variable, Path);
}
