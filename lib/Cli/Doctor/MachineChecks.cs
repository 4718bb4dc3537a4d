using System.Globalization;
using System.Runtime.InteropServices;
using Research.Cli.Output;

namespace Research.Cli.Doctor;

/// <summary>Program, runtime, processor, memory, disk.</summary>
internal static class MachineChecks
{
    private const double LittleMemory = 4.0 * (1L << 30);
    private const double LittleDisk = 2.0 * (1L << 30);
    private const double NoDisk = 0.2 * (1L << 30);

    public static IEnumerable<CheckResult> Run(Workspace? workspace)
    {
        yield return BuildVersion.CommitOrNull is { } commit
            ? CheckResult.Ok("research", $"{BuildVersion.Version}, commit {commit}")
            : CheckResult.Warning("research", $"{BuildVersion.Version}, commit unknown: reports will not name one", "build from a git checkout");
        yield return CheckResult.Ok(".NET", $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription}");
        yield return workspace is null
            ? CheckResult.Warning("checkout", "none around this folder or the program: 'report' and 'train' need one", "run inside the project's folder")
            : CheckResult.Ok("checkout", workspace.Root);
        yield return CheckResult.Ok("processor", string.Create(CultureInfo.InvariantCulture, $"{Processor()}, {Environment.ProcessorCount} usable"));
        yield return Memory();
        yield return CheckResult.Of("disk", null, () => Disk(workspace?.Root ?? Environment.CurrentDirectory));
    }

    private static CheckResult Memory()
    {
        var total = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        var free = FreeMemory() is { } bytes ? $", {Durations.Bytes(bytes)} free" : "";
        var text = $"{Durations.Bytes(total)}{free}";
        return total < LittleMemory ? CheckResult.Warning("memory", $"{text}: training may run out of it", "give the machine or container 4 GiB") : CheckResult.Ok("memory", text);
    }

    private static CheckResult Disk(string folder)
    {
        var free = new DriveInfo(folder).AvailableFreeSpace;
        var text = $"{Durations.Bytes(free)} free at {folder}";
        return free < NoDisk ? CheckResult.Failure("disk", $"{text}: runs and reports do not fit", "free some space")
            : free < LittleDisk ? CheckResult.Warning("disk", $"{text}: little for kept runs", "remove old folders below runs/")
            : CheckResult.Ok("disk", text);
    }

    private static string Processor() => Line("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString();

    private static double? FreeMemory() =>
        Line("/proc/meminfo", "MemAvailable") is { } text && double.TryParse(text.Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture, out var kib) ? kib * 1024 : null;

    private static string? Line(string file, string key)
    {
        if (!File.Exists(file)) return null;
        var line = File.ReadLines(file).FirstOrDefault(l => l.StartsWith(key, StringComparison.Ordinal));
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
