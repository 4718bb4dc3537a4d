using System.Diagnostics;
using Research.Adaptation.Tests.Data;

namespace Research.Adaptation.Tests.Training;

public sealed class FullDiskTests
{
    [SkippableFact]
    public void Run_DiskFullDuringACheckpoint_SaysSoKeepsTheOneBeforeAndEndsTheSame()
    {
        using var temporary = new TemporaryFolder();
        var disk = Directory.CreateDirectory(temporary["disk"]).FullName;
        // A disk of its own, small enough to fill: in a namespace of its own, so that no rights are needed beyond unprivileged namespaces.
        Skip.IfNot(OperatingSystem.IsLinux() && Run("unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", disk).Code == 0, "unshare and mount are not permitted here");
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var (code, output, error) = Run("unshare", "-rm", "sh", "-c",
            $"mount -t tmpfs -o size=8m tmpfs '{disk}' && exec '{host}' '{typeof(FullDiskTests).Assembly.Location}' fill '{disk}' '{temporary["result"]}'");
        Assert.True(code == 0, error);
        Assert.Matches(@"error: .*/run/checkpoint\.safetensors: could not be written at step 6 \(No space left on device.*\); the checkpoint of step 3 is intact", output);
        Assert.Contains("kept: 3\n", output);
        // Half-written files are gone: they would take the room that the next attempt needs.
        Assert.Contains("files: checkpoint.safetensors events.out.tfevents.0.run lock metrics.csv\n", output);

        TinyTraining.RunToEnd(temporary["whole"], TinyTraining.Options(14, checkpointEvery: 3));
        var (whole, filled) = (TinyTraining.Checkpointed(temporary["whole"]), TinyTraining.Checkpointed(temporary.Path, "result"));
        Assert.Equal(whole, filled);
    }

    private static (int Code, string Output, string Error) Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, error.GetAwaiter().GetResult());
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return (-1, "", e.Message);
        }
    }
}
