using System.Globalization;
using System.Runtime.InteropServices;

namespace Research.Adaptation.Papers;

/// <summary>The process's resident memory, from Linux's /proc; null elsewhere and where it is not allowed.</summary>
internal static class ResidentMemory
{
    private const string Status = "/proc/self/status", Reset = "/proc/self/clear_refs";

    /// <summary>Returns free blocks to the system, forgets the highest value so far, and gives the present one, in MB.</summary>
    public static double? Begin()
    {
        if (!OperatingSystem.IsLinux()) return null;
        GC.Collect();
        GC.WaitForPendingFinalizers(); // they give native memory back
        GC.Collect();
        try
        {
            _ = ReturnFreeBlocks(0);
            File.WriteAllText(Reset, "5"); // proc(5): 5 sets VmHWM to the present size
            return Read("VmRSS:");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or EntryPointNotFoundException or DllNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The highest value since <see cref="Begin"/>, in MB.</summary>
    public static double? Peak() => OperatingSystem.IsLinux() ? Read("VmHWM:") : null;

    private static double? Read(string field) =>
        File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(field, StringComparison.Ordinal)) is { } line
        && double.TryParse(line[field.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var kilobytes) ? kilobytes / 1024 : null;

    [DllImport("libc", EntryPoint = "malloc_trim")]
    private static extern int ReturnFreeBlocks(nuint keep);
}
