using System.CommandLine;
using Research.Cli.Output;

namespace Research.Cli.Commands;

/// <summary>One command of the program.</summary>
internal interface ICliCommand
{
    /// <summary>The command with its options, sub-commands and action; adds its example lines.</summary>
    Command Create(CliConsole console, IDictionary<Command, string[]> examples);
}
