using System.Text.RegularExpressions;
using Research.Cli.Output;

namespace Research.Cli.Tests;

/// <summary>Runs the program in this process with a console of its own.</summary>
internal sealed record CliRun(int ExitCode, string Output, string Error)
{
    /// <summary>What stands in <see cref="Error"/> beside the lines of progress ("title: 81 %  ..."), which appear where work takes some seconds.</summary>
    public string Complaints => string.Concat(Error.Split('\n').Where(line => line.Length > 0 && !Regex.IsMatch(line, "^[^:]+: [0-9]{1,3} %  ")));

    public static CliRun Of(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = CommandLine.Run(arguments, new CliConsole(output, error, isLive: false, TimeProvider.System));
        return new CliRun(code, output.ToString(), error.ToString());
    }
}
