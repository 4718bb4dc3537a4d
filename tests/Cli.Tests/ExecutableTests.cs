using System.Diagnostics;

namespace Research.Cli.Tests;

/// <summary>The built program, as a newcomer uses it: from a folder that is no checkout.</summary>
public sealed class ExecutableTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cli-tests").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableFact]
    public void Research_PreviewInAFreshFolder_WritesOnlyThePicture()
    {
        var (code, output, error) = Start("scenes", "preview", "--count", "1", "--size", "64x40");
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("scenes.png", output);
        Assert.Equal(["scenes.png"], Directory.GetFileSystemEntries(_folder).Select(Path.GetFileName));
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(Path.Combine(_folder, "scenes.png"))[..4]);
    }

    [SkippableFact]
    public void Research_OutputRedirected_HasNoEscapeSequences()
    {
        var (code, output, error) = Start("no-such-command");
        Assert.Equal(2, code);
        Assert.DoesNotContain('\u001b', output + error);
        Assert.DoesNotContain("   at ", error);
    }

    [SkippableFact]
    public void Research_Interrupted_StopsWithin130()
    {
        Skip.If(OperatingSystem.IsWindows(), "signals");
        // A shell that starts its jobs in the background lets them ignore SIGINT; env gives the signal its meaning back.
        var info = Info("scenes", "preview", "--domain", "game", "--count", "100", "--size", "1024x640");
        info.ArgumentList.Insert(0, info.FileName);
        info.ArgumentList.Insert(0, "--default-signal=INT");
        info.FileName = "env";
        using var process = Process.Start(info)!;
        Thread.Sleep(1500);
        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        Assert.True(process.WaitForExit(30_000), "did not stop");
        Assert.Equal(130, process.ExitCode);
        Assert.Contains("stopped.", process.StandardError.ReadToEnd());
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    private (int Code, string Output, string Error) Start(params string[] arguments)
    {
        using var process = Process.Start(Info(arguments))!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(120_000), "did not end");
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    private ProcessStartInfo Info(params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "research.exe" : "research");
        Skip.IfNot(File.Exists(program), $"{program} was not built");
        var info = new ProcessStartInfo(program, arguments) { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true };
        info.Environment.Remove("RESEARCH_DATA");
        return info;
    }
}
