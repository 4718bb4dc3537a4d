using System.CommandLine;
using Research.Cli.Doctor;
using Research.Cli.Output;

namespace Research.Cli.Commands;

/// <summary><c>doctor</c>: what is there, what is missing, what to do.</summary>
internal sealed class DoctorCommand : ICliCommand
{
    public Command Create(CliConsole console, IDictionary<Command, string[]> examples)
    {
        var data = CommonOptions.Data();
        var command = new Command("doctor", "Say what this machine has and lacks for the project: each line ok, warn or fail, with what to do about it. Exit code 1 if something required fails.") { data };
        examples[command] = ["research doctor", "research doctor --data ~/datasets"];
        command.SetAction(result =>
        {
            var folder = result.GetValue(data) ?? Environment.GetEnvironmentVariable(Adaptation.Data.DatasetFolder.Variable);
            return Print(MachineChecks.Run(Workspace.Find()).Concat(TorchChecks.Run()).Concat(LibraryChecks.Run(folder)), console);
        });
        return command;
    }

    /// <summary>Prints results as they come; a failure decides the exit code.</summary>
    internal static int Print(IEnumerable<CheckResult> results, CliConsole console)
    {
        var (failures, warnings) = (0, 0);
        foreach (var result in results)
        {
            var (word, colour) = result.State switch
            {
                CheckState.Ok => ("ok  ", "32"),
                CheckState.Warning => ("warn", "33"),
                _ => ("fail", "31"),
            };
            console.Out.WriteLine($"{console.Coloured(word, colour)}  {result.Name,-14}  {result.Detail}");
            if (result.Fix is not null) console.Out.WriteLine($"{"",22}do: {result.Fix}");
            failures += result.State == CheckState.Failure ? 1 : 0;
            warnings += result.State == CheckState.Warning ? 1 : 0;
        }
        console.Out.WriteLine(failures > 0 ? $"{failures} failed, {warnings} warnings" : warnings > 0 ? $"works, {warnings} {(warnings == 1 ? "warning" : "warnings")}" : "all right");
        return failures > 0 ? ExitCodes.Failed : ExitCodes.Done;
    }
}
