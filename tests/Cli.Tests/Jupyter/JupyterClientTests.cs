using System.Diagnostics;

namespace Research.Cli.Tests.Jupyter;

/// <summary>The installed kernel through Debian's Jupyter client and its kernel tests (packages of `.devcontainer/setup.sh --tests`).</summary>
[Collection(ProcessState.Name)]
public sealed class JupyterClientTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("jupyter-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [SkippableFact]
    public void Kernel_DebiansConformanceTests_AllPassAndNoneIsSkipped()
    {
        var output = Run("jupyter_kernel_test", "conformance.py", "-v");
        Assert.Contains("OK", output, StringComparison.Ordinal);
        Assert.DoesNotContain("skipped", output, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("interrupts")]
    [InlineData("fuzz")]
    [InlineData("orphan")]
    [InlineData("cells")]
    public void Kernel_ThroughJupyterClient_KeepsItsPromise(string promise) => Run("jupyter_client", "wire.py", promise);

    [SkippableFact]
    public void Kernel_Start_GivesItsFirstOutputWithinASecond()
    {
        Skip.If(Environment.GetEnvironmentVariable("RESEARCH_BENCHMARKS") is not "1", "a timing: set RESEARCH_BENCHMARKS=1 on a quiet machine");
        Run("jupyter_client", "wire.py", "start");
    }

    private string Run(string module, string script, params string[] arguments)
    {
        // Debian's packages belong to Debian's interpreter; another one may come first in the path.
        const string python = "/usr/bin/python3";
        Skip.IfNot(File.Exists(python), "python3 is not installed");
        Skip.If(Start(python, ["-c", $"import {module}"]).Code != 0, $"python3 has no {module}: .devcontainer/setup.sh --tests installs it");
        Research.Notebooks.Kernel.KernelSpec.Install(folder, ThisProgram.Words);
        var (code, output) = Start(python, [Path.Combine(AppContext.BaseDirectory, "Jupyter", script), .. arguments]);
        Assert.True(code == 0, output);
        return output;
    }

    private (int Code, string Output) Start(string program, string[] arguments)
    {
        var info = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        info.Environment["JUPYTER_PATH"] = folder;
        // The limits are for a machine that does nothing else; a test run is seldom alone.
        info.Environment.TryAdd("KERNEL_TEST_SLACK", "2");
        using var process = Process.Start(info)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        if (!process.WaitForExit(300_000))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException(output);
        }
        return (process.ExitCode, output + error.GetAwaiter().GetResult());
    }
}
