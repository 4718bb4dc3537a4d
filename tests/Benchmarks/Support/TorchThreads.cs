using static TorchSharp.torch;

namespace Research.Benchmarks.Support;

/// <summary>Fixes how many threads torch computes with, so that tables of one machine can be compared.</summary>
internal static class TorchThreads
{
    /// <summary>OMP_NUM_THREADS where that is set, else one per processor.</summary>
    public static int Count { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("OMP_NUM_THREADS"), out var asked) && asked > 0 ? asked : Environment.ProcessorCount;

    /// <summary>Applies it to the calling thread; every setup does, because each benchmark has a thread of its own.</summary>
    public static void Fix()
    {
        if (get_num_threads() != Count) set_num_threads(Count);
    }
}
