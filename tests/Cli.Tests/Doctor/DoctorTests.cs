using Research.Cli.Commands;
using Research.Cli.Doctor;
using Research.Cli.Output;

namespace Research.Cli.Tests.Doctor;

public class DoctorTests
{
    [Fact]
    public void Doctor_ThisMachine_PrintsALinePerCheck()
    {
        var run = CliRun.Of("doctor");
        foreach (var name in new[] { "research", ".NET", "processor", "memory", "disk", "libtorch", "PNG", "JPEG", "ZeroMQ", "report scripts", "data" })
            Assert.Matches($@"(?m)^(ok  |warn|fail)  {name.Replace(".", "\\.")} ", run.Output);
        Assert.Equal(run.Output.Contains("\nfail", StringComparison.Ordinal) ? 1 : 0, run.ExitCode);
    }

    [Theory]
    [InlineData(CheckState.Ok, 0, "all right")]
    [InlineData(CheckState.Warning, 0, "works, 1 warning")]
    [InlineData(CheckState.Failure, 1, "1 failed, 0 warnings")]
    internal void Print_State_DecidesExitCode(CheckState state, int expected, string summary)
    {
        using var output = new StringWriter();
        var code = DoctorCommand.Print([new CheckResult("x", state, "detail", "the command")], new CliConsole(output, TextWriter.Null, false, TimeProvider.System));
        Assert.Equal(expected, code);
        Assert.Contains("do: the command", output.ToString());
        Assert.EndsWith(summary + "\n", output.ToString());
    }

    [Fact]
    public void Of_CheckThatThrows_IsAFailureWithTheCause()
    {
        var result = CheckResult.Of("x", "fix", () => throw new TypeInitializationException("T", new DllNotFoundException("libx.so\nabsent")));
        Assert.Equal(new CheckResult("x", CheckState.Failure, "libx.so absent", "fix"), result);
    }

    [SkippableFact]
    public void Named_LoadedLibrary_IsFoundByPath()
    {
        Skip.IfNot(File.Exists("/proc/self/maps"), "no /proc");
        Assert.EndsWith(".so", LoadedLibraries.First("libcoreclr"));
        Assert.Null(LoadedLibraries.First("libnosuchthing"));
    }

    [Theory]
    [InlineData("/usr/lib/openblas-pthread/libopenblasp-r0.3.21.so", CheckState.Ok)]
    [InlineData("/usr/lib/x86_64-linux-gnu/openblas-pthread/libblas.so.3", CheckState.Ok)]
    [InlineData("/opt/torch/lib/libmkl_core.so", CheckState.Ok)]
    [InlineData("/usr/lib/x86_64-linux-gnu/blas/libblas.so.3.11.0", CheckState.Warning)]
    internal void Blas_Library_ReferenceOneIsWarnedOf(string library, CheckState expected)
    {
        var result = TorchChecks.Blas([library]);
        Assert.Equal(expected, result.State);
        Assert.Equal(expected == CheckState.Warning, result.Fix?.Contains("libopenblas0-pthread", StringComparison.Ordinal) == true);
    }

    [Theory]
    [InlineData(null, CheckState.Ok)]
    [InlineData("/opt/libtorch", CheckState.Ok)]
    [InlineData("/opt/libtorch/", CheckState.Ok)]
    [InlineData("/opt/libtorch2", CheckState.Warning)]
    internal void Chosen_LibtorchFromElsewhere_IsWarnedOf(string? asked, CheckState expected) =>
        Assert.Equal(expected, TorchChecks.Chosen("/opt/libtorch/lib/libtorch_cpu.so", asked).State);

    [Theory]
    [InlineData(1, 1, CheckState.Ok)]
    [InlineData(1, 8, CheckState.Warning)]
    [InlineData(8, 8, CheckState.Ok)]
    internal void Threads_OneOfMany_IsWarnedOf(int threads, int processors, CheckState expected) =>
        Assert.Equal(expected, TorchChecks.Threads(threads, processors).State);

    [Fact]
    public void ProcessGroups_WithoutC10d_AreAbsentAndHaveAFix()
    {
        Assert.Equal(CheckState.Ok, TorchChecks.ProcessGroups(gloo: true, nccl: false).State);
        var absent = TorchChecks.ProcessGroups(gloo: false, nccl: false);
        Assert.Equal(CheckState.Warning, absent.State);
        Assert.Contains("research launch", absent.Detail);
        Assert.Contains("libgloo-dev", absent.Fix);
    }

    [Theory]
    [InlineData("Torch, Version=1.0.0.0", "lib/Torch")]
    [InlineData("TorchSharp, Version=0.107.0.0", "TorchSharp 0.107.0: no autocast")]
    public void Engine_IsNamed(string assembly, string expected) =>
        Assert.StartsWith(expected, TorchChecks.Engine(new System.Reflection.AssemblyName(assembly)).Detail, StringComparison.Ordinal);
}
