namespace Research.Imaging.Tests;

/// <summary>The most memory this process has had resident so far, where the system tells (Linux); elsewhere 0.</summary>
internal static class PeakMemory
{
    public static long Bytes()
    {
        const string status = "/proc/self/status";
        if (!File.Exists(status)) return 0;
        string line = File.ReadLines(status).First(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
    }
}
