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
        foreach (var name in new[] { "research", ".NET", "processor", "memory", "disk", "PNG", "JPEG", "ZeroMQ", "report scripts", "data" })
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
}
