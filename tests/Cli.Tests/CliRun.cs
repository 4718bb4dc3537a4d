using Research.Cli.Output;

namespace Research.Cli.Tests;

/// <summary>Runs the program in this process with a console of its own.</summary>
internal sealed record CliRun(int ExitCode, string Output, string Error)
{
    public static CliRun Of(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = CommandLine.Run(arguments, new CliConsole(output, error, isLive: false, TimeProvider.System));
        return new CliRun(code, output.ToString(), error.ToString());
    }
}
