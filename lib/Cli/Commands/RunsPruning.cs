using System.CommandLine;
using Research.Adaptation.Papers;
using Research.Adaptation.Training;
using Research.Cli.Output;
using Spectre.Console;

namespace Research.Cli.Commands;

/// <summary><c>runs prune</c>.</summary>
internal static class RunsPruning
{
    public static Command Prune(CliConsole console, IDictionary<Command, string[]> examples)
    {
        var yes = new Option<bool>("--yes") { Description = "Remove them. Without it they are only listed (and, on a terminal, you are asked)." };
        var data = CommonOptions.Data();
        var folder = RunsCommand.Folder();
        var command = new Command("prune", "List and remove runs that are not finished, failed, or superseded (older numerics, another libtorch, other data). Runs that a process is training are left alone.") { yes, data, folder };
        examples[command] = ["research runs prune", "research runs prune --yes"];
        command.SetAction(result =>
        {
            var store = RunsCommand.Store(result.GetValue(folder));
            var runner = new ExperimentRunner(store, new DataPlaces(DataRoot: CommonOptions.DataFolder(result.GetValue(data))), console.Time);
            var found = RunCleaning.Find(store, runner);
            if (found.Count == 0)
            {
                console.Out.WriteLine($"nothing to remove in {store.Root}");
                return ExitCodes.Done;
            }
            foreach (var (path, reason) in found)
                console.Out.WriteLine($"{Path.GetRelativePath(store.Root, path)}  {Durations.Bytes(Size(path))}  {reason}");
            var total = Durations.Bytes(found.Sum(f => Size(f.Folder)));
            if (!result.GetValue(yes) && !(console.IsLive && console.Terminal.Confirm($"Remove these {found.Count} runs ({total})?", defaultValue: false)))
            {
                console.Out.WriteLine($"nothing was removed; 'research runs prune --yes' removes these {found.Count} runs ({total})");
                return ExitCodes.Done;
            }
            return Remove(console, store, found);
        });
        return command;
    }

    private static int Remove(CliConsole console, RunStore store, IReadOnlyList<(string Folder, string Reason)> found)
    {
        var removed = 0;
        foreach (var (path, _) in found)
        {
            try
            {
                store.Remove(path, console.Time);
                removed++;
            }
            catch (RunException held)
            {
                console.Error.WriteLine($"left alone: {held.Message}");
            }
        }
        console.Out.WriteLine($"removed {removed} of {found.Count} runs");
        return ExitCodes.Done;
    }

    private static double Size(string folder) => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => (double)f.Length);
}
