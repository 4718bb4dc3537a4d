using Research.Cli.Output;

namespace Research.Cli;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        ThisProgram.Announce();
        return CommandLine.Run(arguments, CliConsole.OfProcess());
    }
}
