using System.CommandLine;
using Research.Adaptation.Data;
using Research.Adaptation.Papers;
using Research.Cli.Output;
using Research.Cli.Reports;
using Research.Notebooks;

namespace Research.Cli.Commands;

/// <summary><c>report</c>: all notebooks, executed, as HTML.</summary>
internal sealed class ReportCommand : ICliCommand
{
    public Command Create(CliConsole console, IDictionary<Command, string[]> examples)
    {
        var profile = CommonOptions.Profile(Profile.Mini);
        var only = new Option<string[]>("--only") { Description = "Notebooks to run, by the start of their names [default: all].", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };
        var output = new Option<string?>("--output", "-o") { Description = "Folder for the reports [default: reports/ of the checkout].", HelpName = "DIR" };
        var notebooks = new Option<string?>("--notebooks") { Description = "Folder with the notebooks [default: notebooks/ of the checkout].", HelpName = "DIR" };
        var data = CommonOptions.Data();
        var keepGoing = new Option<bool>("--keep-going") { Description = "Go on with the next notebook after one has failed." };
        var command = new Command("report", "Run the notebooks and write each as one HTML file that needs no network, and index.html. Finished training runs are reused. Exit code 1 if a notebook fails.")
        {
            profile, only, output, notebooks, data, keepGoing,
        };
        examples[command] = ["research report --profile smoke", "research report --only 03 --data ~/datasets", "research report --keep-going --output /tmp/reports"];
        command.SetAction(async (result, cancellation) =>
        {
            var source = result.GetValue(notebooks) ?? Workspace.Require().Notebooks;
            var files = Choose(source, result.GetValue(only) ?? []);
            var folder = new ReportFolder(result.GetValue(output) ?? Workspace.Require().Reports);
            var datasets = CommonOptions.DataFolder(result.GetValue(data));
            NotebookExecution.Announce(datasets);
            return await RunAllAsync(console, files, folder, (result.GetValue(profile), datasets, result.GetValue(keepGoing)), cancellation);
        });
        return command;
    }

    private static async Task<int> RunAllAsync(CliConsole console, string[] files, ReportFolder folder, (Profile Profile, string? Datasets, bool KeepGoing) how, CancellationToken cancellation)
    {
        var failed = 0;
        foreach (var (file, number) in files.Select((file, i) => (file, i + 1)))
        {
            var date = console.Time.GetLocalNow();
            console.Error.WriteLine($"[{number}/{files.Length}] {Path.GetFileName(file)}");
            var parameters = NotebookExecution.Parameters(file, new Dictionary<string, string>(),
                ("profile", how.Profile.ToString().ToLowerInvariant()), ("data", how.Datasets), ("commit", BuildVersion.CommitOrNull));
            var run = await NotebookExecution.RunAsync(console, file, new NotebookRunOptions { Parameters = parameters }, cancellation);
            var page = folder.Write(file, run, date, Facts(how.Profile));
            var succeeded = NotebookExecution.PrintErrors(console, file, run);
            console.Out.WriteLine($"{page}: {run.CellDurations.Count} cells in {Durations.Text(run.Duration)}, {Durations.Bytes(new FileInfo(page).Length)}{(succeeded ? "" : ", failed")}");
            if (succeeded) continue;
            failed++;
            if (!how.KeepGoing) break;
        }
        console.Out.WriteLine(folder.WriteIndex(Path.GetDirectoryName(files[0])!, console.Time.GetLocalNow(), Facts(how.Profile)));
        if (failed > 0) console.Error.WriteLine($"{console.Coloured("error:", "31")} {failed} of {files.Length} notebooks failed");
        return failed > 0 ? ExitCodes.Failed : ExitCodes.Done;
    }

    /// <summary>The notebooks of a folder in order of their names, narrowed to those asked for.</summary>
    internal static string[] Choose(string folder, string[] only)
    {
        if (!Directory.Exists(folder)) throw new UserErrorException($"expected a folder with notebooks, there is none at {folder}", ExitCodes.WrongUsage);
        var all = Directory.GetFiles(folder, "*.ipynb").Order(StringComparer.Ordinal).ToArray();
        if (all.Length == 0) throw new UserErrorException($"there is no notebook (*.ipynb) in {folder}");
        if (only.Length == 0) return all;
        var names = all.Select(f => Path.GetFileNameWithoutExtension(f)!).ToArray();
        var asked = only.Select(o => o.EndsWith(".ipynb", StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(o) : o).ToArray();
        foreach (var missing in asked.Where(o => !names.Any(n => n.StartsWith(o, StringComparison.OrdinalIgnoreCase))))
            throw new UserErrorException($"--only: no notebook's name starts with '{missing}'{Suggestions.Hint(missing, names)} (there are {string.Join(", ", names)})", ExitCodes.WrongUsage);
        return [.. all.Where((_, i) => asked.Any(o => names[i].StartsWith(o, StringComparison.OrdinalIgnoreCase)))];
    }

    private static List<ReportFact> Facts(Profile profile)
    {
        var environment = Adaptation.Training.RunEnvironment.Current(BuildVersion.CommitOrNull, TorchSharp.torch.CPU);
        var datasets = DatasetManifests.Names.Where(name => DatasetFolder.Find(name) is not null).ToArray();
        return
        [
            new("Profile", profile.ToString().ToLowerInvariant()),
            new("Real data", datasets.Length == 0 ? "none: embedded scenes only" : string.Join(", ", datasets)),
            new("Machine", $"{environment.Machine}, {environment.Threads} threads"),
            new("Software", $"{environment.Runtime}, libtorch {environment.Torch}, {environment.System}"),
        ];
    }
}
