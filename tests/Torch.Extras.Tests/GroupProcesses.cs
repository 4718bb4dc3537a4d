using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Research.Torch.Extras.Tests;

/// <summary>The test assembly, started as several processes that find each other through the environment's variables.</summary>
internal sealed class GroupProcesses : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("group-");
    private readonly List<Process> processes = [];

    public GroupProcesses(int size, double timeout, bool tcp, bool shared, params string[] arguments)
    {
        var port = FreePort();
        for (var rank = 0; rank < size; rank++)
        {
            var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
            var start = new ProcessStartInfo(host, [typeof(GroupProcesses).Assembly.Location, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["RANK"] = $"{rank}";
            start.Environment["WORLD_SIZE"] = $"{size}";
            start.Environment["OMP_NUM_THREADS"] = "1";
            start.Environment["RESEARCH_GROUP_TIMEOUT"] = timeout.ToString(CultureInfo.InvariantCulture);
            start.Environment["RESEARCH_GROUP_SHARED_MEMORY"] = shared ? "1" : "0";
            if (tcp) (start.Environment["MASTER_ADDR"], start.Environment["MASTER_PORT"]) = ("127.0.0.1", $"{port}");
            else start.Environment["RENDEZVOUS_FILE"] = Path.Combine(folder.FullName, "store");
            processes.Add(Process.Start(start)!);
        }
    }

    public int IdOf(int rank) => processes[rank].Id;

    /// <summary>Reads a rank's words up to a line.</summary>
    public void WaitForLine(int rank, string expected)
    {
        while (processes[rank].StandardOutput.ReadLine() is { } line)
            if (line == expected) return;
        Assert.Fail($"rank {rank} ended before '{expected}': {processes[rank].StandardError.ReadToEnd()}");
    }

    /// <summary>SIGKILL: no handler runs, the system closes its connections.</summary>
    public void Kill(int rank) => processes[rank].Kill();

    /// <summary>SIGSTOP: the process hangs, its connections stay.</summary>
    public void Freeze(int rank)
    {
        using var kill = Process.Start("kill", ["-STOP", $"{processes[rank].Id}"]);
        kill.WaitForExit();
    }

    /// <summary>What is left of a rank's output, with its errors where it failed (newer Gloos tell there whom they reached), and its exit code.</summary>
    public (int Code, string Output) End(int rank)
    {
        var output = processes[rank].StandardOutput.ReadToEnd();
        var errors = processes[rank].StandardError.ReadToEnd();
        processes[rank].WaitForExit();
        return (processes[rank].ExitCode, processes[rank].ExitCode == 0 ? output : output + errors);
    }

    public void Dispose()
    {
        foreach (var process in processes)
        {
            if (!process.HasExited) process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
        folder.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
