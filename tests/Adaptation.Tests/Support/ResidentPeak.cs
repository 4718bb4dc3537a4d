using System.Globalization;
using System.Runtime.InteropServices;

namespace Research.Adaptation.Tests;

/// <summary>How far this process's resident memory rises, torch's included; Linux only.</summary>
internal static class ResidentPeak
{
    private const string File = "/proc/self/clear_refs";

    /// <summary>Whether the system tells.</summary>
    public static bool IsKnown => OperatingSystem.IsLinux() && System.IO.File.Exists(File);

    /// <summary>Gives free blocks back, forgets the highest value so far; the present one in bytes.</summary>
    public static long Begin()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        _ = ReturnFreeBlocks(0);
        System.IO.File.WriteAllText(File, "5"); // proc(5): sets VmHWM to the present size
        return Now;
    }

    /// <summary>The present value in bytes.</summary>
    public static long Now => Read("VmRSS:");

    /// <summary>The highest value since <see cref="Begin"/> in bytes.</summary>
    public static long Peak => Read("VmHWM:");

    private static long Read(string field)
    {
        var line = System.IO.File.ReadLines("/proc/self/status").First(l => l.StartsWith(field, StringComparison.Ordinal));
        return 1024 * long.Parse(line[field.Length..].Replace("kB", "", StringComparison.Ordinal), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
    }

    [DllImport("libc", EntryPoint = "malloc_trim")]
    private static extern int ReturnFreeBlocks(nuint keep);
}
