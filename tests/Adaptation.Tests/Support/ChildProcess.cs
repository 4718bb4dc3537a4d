using System.Diagnostics;

namespace Research.Adaptation.Tests;

/// <summary>The test assembly, started as a program of its own.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process process;

    public ChildProcess(string folder, int steps, int pause) : this("train", folder, $"{steps}", $"{pause}")
    {
    }

    public ChildProcess(params string[] arguments)
    {
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        process = Process.Start(new ProcessStartInfo(host, [typeof(ChildProcess).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    public int Id => process.Id;

    /// <summary>Reads the child's words until it has done so many steps.</summary>
    public void WaitForStep(int step)
    {
        while (process.StandardOutput.ReadLine() is { } line)
            if (line == $"step {step}") return;
        Assert.Fail($"the child ended before step {step}: {process.StandardError.ReadToEnd()}");
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void WaitForSuccess()
    {
        process.StandardOutput.ReadToEnd();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors);
    }

    public void Dispose()
    {
        if (!process.HasExited) Kill();
        process.Dispose();
    }
}
