using System.Reflection;
using TorchSharp;
using TorchSharp.Extras;
using static TorchSharp.torch;

namespace Research.Cli.Doctor;

/// <summary>The tensor engine: which libtorch, which BLAS, how many threads, CUDA.</summary>
internal static class TorchChecks
{
    private const string SetUp = ".devcontainer/setup.sh";

    public static IEnumerable<CheckResult> Run()
    {
        var engine = CheckResult.Of("libtorch", LibtorchRemedy(typeof(torch).Assembly.GetName()), () =>
        {
            // A product of two matrices, so that the BLAS is loaded and seen to work.
            using var scope = NewDisposeScope();
            var product = ones(64, 64).mm(ones(64, 64));
            var sum = product.sum().item<float>();
            var path = LoadedLibraries.First("libtorch_cpu", "libtorch.so") ?? "path not known";
            return sum == 64 * 64 * 64
                ? Chosen(path, Environment.GetEnvironmentVariable("LIBTORCH"))
                : CheckResult.Failure("libtorch", $"{__version__}, {path}: ones(64, 64) x ones(64, 64) sums to {sum}, expected {64 * 64 * 64}", SetUp);
        });
        yield return engine;
        yield return Engine(typeof(torch).Assembly.GetName());
        if (engine.State == CheckState.Failure) yield break;
        yield return Blas(LoadedLibraries.Named("libopenblas", "libblas", "libmkl", "libblis"));
        yield return Threads(get_num_threads(), Environment.ProcessorCount);
        yield return CheckResult.Of("processes", null, () => ProcessGroups(ProcessGroup.IsAvailable(ProcessGroupBackend.Gloo), ProcessGroup.IsAvailable(ProcessGroupBackend.Nccl)));
        yield return CheckResult.Of("CUDA", null, () => cuda.is_available()
            ? CheckResult.Ok("CUDA", $"{cuda.device_count()} device(s)")
            : CheckResult.Ok("CUDA", "none: everything runs on the processor; profile 'paper' needs a CUDA machine (see environment.md)"));
    }

    private static string LibtorchRemedy(AssemblyName engine) => engine.Name == "Torch"
        ? $"{SetUp} (or set LIBTORCH to another libtorch's folder)"
        : "put LibTorchSharp and libtorch beside the program or into LD_LIBRARY_PATH, or build with -p:TorchEngine=nuget (environment.md)";

    /// <summary>Which of the two tensor engines this build stands on.</summary>
    internal static CheckResult Engine(AssemblyName assembly) =>
        CheckResult.Ok("tensor engine", assembly.Name == "Torch" ? "lib/Torch" : $"{assembly.Name} {assembly.Version?.ToString(3)}: no autocast, no training in several processes");

    /// <summary>Whether several processes can train together.</summary>
    internal static CheckResult ProcessGroups(bool gloo, bool nccl) => gloo || nccl
        ? CheckResult.Ok("processes", $"can train together over {(gloo && nccl ? "Gloo and NCCL" : gloo ? "Gloo" : "NCCL")}")
        : CheckResult.Warning("processes", "cannot train together: this build has no c10d, 'research launch' is not available", ProcessGroup.Remedy);

    /// <summary>Warns when LIBTORCH names a folder that the loaded library does not come from.</summary>
    internal static CheckResult Chosen(string path, string? asked) =>
        string.IsNullOrEmpty(asked) || path.StartsWith(Path.GetFullPath(asked).TrimEnd('/') + "/", StringComparison.Ordinal)
            ? CheckResult.Ok("libtorch", $"{__version__}, {path}")
            : CheckResult.Warning("libtorch", $"{__version__}, {path}, although LIBTORCH is {asked}", "set LIBTORCH to a folder with lib/libtorch_cpu.so, and build again");

    /// <summary>Judges the BLAS libraries that are mapped after a matrix product.</summary>
    internal static CheckResult Blas(IReadOnlyList<string> libraries)
    {
        if (libraries.Count == 0) return CheckResult.Ok("BLAS", "inside libtorch");
        var fast = libraries.FirstOrDefault(l => l.Contains("openblas", StringComparison.Ordinal) || l.Contains("mkl", StringComparison.Ordinal) || l.Contains("blis", StringComparison.Ordinal));
        return fast is not null
            ? CheckResult.Ok("BLAS", fast)
            : CheckResult.Warning("BLAS", $"{libraries[0]} is the reference BLAS: matrix products are about 30 times slower than with OpenBLAS",
                "apt-get install libopenblas0-pthread && update-alternatives --auto libblas.so.3-$(uname -m)-linux-gnu (as root)");
    }

    /// <summary>Judges the number of threads.</summary>
    internal static CheckResult Threads(int threads, int processors) => threads > 1 || processors == 1
        ? CheckResult.Ok("threads", $"{threads} of {processors} processors")
        : CheckResult.Warning("threads", $"1 of {processors} processors: training uses one core", "unset OMP_NUM_THREADS (or set it to the number of processors)");
}
