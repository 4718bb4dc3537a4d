using System.Globalization;
using System.Runtime.InteropServices;
using Research.TestSupport;

namespace Research.Torch.Tests;

/// <summary>This process's resident memory in MiB, read from Linux's /proc.</summary>
internal static class ResidentMemory
{
    /// <summary>Why it cannot be read here; null where it can.</summary>
    public static string? Absent => File.Exists("/proc/self/clear_refs") ? null : "resident memory is read from /proc";

    /// <summary>Now, when what is unreachable has been given back to libtorch.</summary>
    public static double Now()
    {
        LiveTensors.Settled();
        return Read("VmRSS:");
    }

    /// <summary>Gives back to the system what earlier tests left in the C library's hands.</summary>
    public static void Trim()
    {
        LiveTensors.Settled();
        malloc_trim(0);
    }

    /// <summary>The most while a function ran.</summary>
    public static double PeakOf(Action action)
    {
        Trim();
        File.WriteAllText("/proc/self/clear_refs", "5");
        action();
        return Read("VmHWM:");
    }

    private static double Read(string field) => double.Parse(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith(field, StringComparison.Ordinal)).Split(' ', '\t').First(part => part.Length > 0 && char.IsDigit(part[0])),
        CultureInfo.InvariantCulture) / 1024;

    [DllImport("libc")]
    private static extern int malloc_trim(nuint pad);
}
