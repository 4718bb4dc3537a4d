using System.CommandLine;
using System.Globalization;
using Research.Adaptation.Papers;
using Research.Adaptation.Training;
using Research.Cli.Output;
using Research.Tables;
using static TorchSharp.torch;

namespace Research.Cli.Commands;

/// <summary><c>reproduce</c>: every row of a paper's tables with several seeds, beside the published numbers.</summary>
internal sealed class ReproduceCommand : ICliCommand
{
    public Command Create(CliConsole console, IDictionary<Command, string[]> examples)
    {
        var papers = RecipeCatalogue.Papers;
        var paper = new Argument<string>("PAPER") { Description = $"Paper: {string.Join(", ", papers.Select(p => p.Paper.Key))}." };
        var table = new Option<string?>("--table") { Description = "Only this table, by the name in 'research recipes' [default: all].", HelpName = "NAME" };
        var profile = CommonOptions.Profile(Profile.Mini);
        var seeds = new Option<int>("--seeds") { Description = "Number of seeds; every row is trained with seed 1, 2, ... up to it.", HelpName = "N", DefaultValueFactory = _ => 3 };
        var device = CommonOptions.Device();
        var data = CommonOptions.Data();
        var runs = RunsCommand.Folder();
        var jobs = new Option<int?>("--jobs", "-j") { Description = "Runs at once, each a process with one thread; not with --profile paper or a GPU [default: one per processor].", HelpName = "N" };
        var command = new Command("reproduce", "Train all rows of a paper's tables, as many times as there are seeds, and print them beside the published numbers. What is kept is not trained again.") { paper, table, profile, seeds, device, data, runs, jobs };
        examples[command] = [$"research reproduce {papers[^1].Paper.Key}", $"research reproduce {papers[^1].Paper.Key} --profile smoke --seeds 1", $"research reproduce {papers[^1].Paper.Key} --table {papers[^1].Tables[0].Key}"];
        command.SetAction(async (result, cancellation) =>
        {
            var count = result.GetValue(seeds);
            if (count is < 1 or > 1000) throw new UserErrorException($"--seeds: expected 1 to 1000, got {count}", ExitCodes.WrongUsage);
            if (result.GetValue(jobs) is < 1 or > 256) throw new UserErrorException($"--jobs: expected 1 to 256, got {result.GetValue(jobs)}", ExitCodes.WrongUsage);
            var tables = Choose(result.GetRequiredValue(paper), result.GetValue(table));
            var folder = result.GetValue(runs) ?? Workspace.Require().Runs;
            var places = new DataPlaces(Path.Combine(folder, ".scenes"), CommonOptions.DataFolder(result.GetValue(data)));
            var how = new Reproduction(new RunStore(folder), places, result.GetValue(profile), [.. Enumerable.Range(1, count).Select(i => (long)i)], CommonOptions.FindDevice(result.GetRequiredValue(device)), result.GetValue(jobs));
            var done = 0;
            foreach (var one in tables)
                if (await RunAsync(console, one, how, cancellation)) done++;
            return done > 0 ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }

    private static WorkerPool? Pool(int? jobs) => jobs switch
    {
        null => WorkerPool.Find(),
        1 => null,
        { } count => new WorkerPool(ThisProgram.Path, count),
    };

    private static async Task<bool> RunAsync(CliConsole console, RecipeTable table, Reproduction how, CancellationToken cancellation)
    {
        if (table.Obstacle(how.Profile, how.Places) is { } reason)
        {
            console.Out.WriteLine($"{table.Title} ({table.Key})\nskipped: {reason}\n");
            return false;
        }
        TrainCommand.TellWeights(console, table.Rows[0], how.Profile, how.Places);
        var workers = Pool(how.Jobs);
        var counter = new TableProgress(table, how.Profile, how.Places, how.Seeds.Count, console.Time);
        var results = await ProgressDisplay.RunAsync(console, table.Key, report =>
        {
            var progress = new RunningProgress.Relay(p =>
            {
                counter.Add(p);
                report(counter.Done, counter.Total, counter.Text(p));
            });
            var runner = new ExperimentRunner(how.Store, how.Places, console.Time, BuildVersion.CommitOrNull, progress, how.Device) { Workers = workers };
            return Task.Run(() => TableResults.Run(runner, table, how.Profile, how.Seeds, cancellation), cancellation);
        });
        Print(console, results, workers?.MostAtOnce ?? 0);
        return true;
    }

    private static void Print(CliConsole console, TableResults results, int atOnce)
    {
        var table = results.Table;
        var frame = results.ToDataFrame();
        var view = frame.View($"{table.Title} ({table.Key}), profile {results.Profile.ToString().ToLowerInvariant()}, {(results.Seeds.Count == 1 ? "seed 1" : $"mean ± deviation of {results.Seeds.Count} seeds")}")
            .Format("0", "seconds").Heading("seconds", "time [s]").MaxRows(1000);
        foreach (var metric in table.Metrics)
        {
            var format = "F" + metric.Digits;
            var unit = metric.Unit.Length > 0 ? $" [{metric.Unit}]" : "";
            view.PlusMinus(metric.Name, $"{metric.Name} ±").Format(format, metric.Name, $"{metric.Name} ±").Heading(metric.Name, metric.Name + unit);
            if (frame.Columns.Any(c => c.Name == $"{metric.Name} published")) view.Format(format, $"{metric.Name} published").Heading($"{metric.Name} published", "published");
        }
        var first = "F" + table.Metrics[0].Digits;
        view.Format(first, "gain").Heading("gain", $"gain over {results.Baseline}");
        if (frame.Columns.Any(c => c.Name == "published gain")) view.Format(first, "published gain");
        console.Out.Write(view.ToText());
        if (results.Profile == Profile.Smoke) console.Out.WriteLine("smoke: this shows that everything runs; its numbers mean nothing");
        else if (results.Seeds.Count > 1)
        {
            var better = table.All.Select(r => r.Row).Where(r => r != results.Baseline && results.BeatsBySpread(r)).ToArray();
            console.Out.WriteLine(better.Length > 0
                ? $"better than {results.Baseline} by more than the spread over seeds: {string.Join(", ", better)}"
                : $"no row is better than {results.Baseline} by more than the spread over seeds");
        }
        var all = results.All.ToArray();
        console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{all.Length} runs, {all.Count(r => r.Kept)} of them kept from before, {Durations.Text(TimeSpan.FromSeconds(all.Sum(r => r.Seconds)))} of training in all{(atOnce > 1 ? $", up to {atOnce} at once" : "")}\n"));
    }

    internal static IReadOnlyList<RecipeTable> Choose(string paper, string? table)
    {
        var papers = RecipeCatalogue.Papers;
        var found = papers.FirstOrDefault(p => p.Paper.Key == paper);
        if (found.Paper is null)
            throw new UserErrorException($"unknown paper '{paper}'{Suggestions.Hint(paper, papers.Select(p => p.Paper.Key))}; there are {string.Join(", ", papers.Select(p => p.Paper.Key))}", ExitCodes.WrongUsage);
        if (table is null) return found.Tables;
        return found.Tables.Where(t => t.Key == table).ToArray() is { Length: > 0 } one ? one
            : throw new UserErrorException($"--table: {paper} has no table '{table}'{Suggestions.Hint(table, found.Tables.Select(t => t.Key))}; there are {string.Join(", ", found.Tables.Select(t => t.Key))}", ExitCodes.WrongUsage);
    }

    private sealed record Reproduction(RunStore Store, DataPlaces Places, Profile Profile, IReadOnlyList<long> Seeds, Device Device, int? Jobs);
}
