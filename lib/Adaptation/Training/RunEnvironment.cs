using System.Globalization;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Research.Adaptation.Training;

/// <summary>Where and with what a run was trained; recorded, not part of its hash.</summary>
/// <param name="Commit">Commit of the sources, or null where nobody told.</param>
/// <param name="Machine">Processor and memory in words.</param>
/// <param name="Device">Where it computed, "cpu" or "cuda:0" for instance.</param>
/// <param name="Threads">Threads torch computes with.</param>
/// <param name="System">Operating system.</param>
/// <param name="Runtime">.NET's version.</param>
/// <param name="Torch">libtorch's version.</param>
public sealed record RunEnvironment(string? Commit, string Machine, string Device, int Threads, string System, string Runtime, string Torch)
{
    /// <summary>What this process runs on.</summary>
    /// <param name="commit">Commit of the sources, or null.</param>
    /// <param name="device">Where it computes.</param>
    public static RunEnvironment Current(string? commit, Device device) => new(
        commit, DescribeMachine(), device.ToString(), get_num_threads(), RuntimeInformation.OSDescription, RuntimeInformation.FrameworkDescription, __version__);

    private static string DescribeMachine()
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30);
        var processor = RuntimeInformation.ProcessArchitecture.ToString();
        try
        {
            var model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal));
            if (model is not null) processor = model[(model.IndexOf(':') + 1)..].Trim();
        }
        catch (IOException)
        {
            // Not Linux: the architecture has to do.
        }
        return string.Create(CultureInfo.InvariantCulture, $"{processor}, {Environment.ProcessorCount} processors, {memory:0.#} GiB");
    }
}
