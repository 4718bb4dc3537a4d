using System.CommandLine;
using Research.Adaptation.Papers;
using Research.Adaptation.Training;
using Research.Cli.Output;

namespace Research.Cli.Commands;

/// <summary><c>worker</c>: trains what a <see cref="WorkerPool"/> asks for on its standard input. Not for people, so not in the help.</summary>
internal sealed class WorkerCommand : ICliCommand
{
    public Command Create(CliConsole console, IDictionary<Command, string[]> examples)
    {
        var runs = new Option<string>("--runs") { Description = "Folder of the runs.", Required = true };
        var scenes = new Option<string?>("--scenes") { Description = "Folder of rendered scenes." };
        var data = CommonOptions.Data();
        var command = new Command("worker", "Train the runs that are asked for on standard input (for the program's own use).") { runs, scenes, data };
        command.Hidden = true;
        command.SetAction((result, cancellation) =>
        {
            var store = new RunStore(result.GetRequiredValue(runs));
            var places = new DataPlaces(result.GetValue(scenes), CommonOptions.DataFolder(result.GetValue(data)));
            return Task.Run(() =>
            {
                WorkerService.Serve(Console.In, Console.Out, progress => new ExperimentRunner(store, places, console.Time, BuildVersion.CommitOrNull, progress), cancellation);
                return ExitCodes.Done;
            }, CancellationToken.None);
        });
        return command;
    }
}
