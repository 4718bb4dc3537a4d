using System.CommandLine;
using System.Globalization;
using Research.Adaptation.Training;
using Research.Cli.Output;
using Research.Tables;

namespace Research.Cli.Commands;

/// <summary><c>runs list</c>, <c>show</c>, <c>compare</c>, <c>diff</c> and <c>prune</c>: what was trained.</summary>
internal sealed class RunsCommand : ICliCommand
{
    private const int ShortHashLength = 10;

    public Command Create(CliConsole console, IDictionary<Command, string[]> examples)
    {
        var command = new Command("runs", "Kept runs: what was trained, with which result.");
        command.Subcommands.Add(List(console, examples));
        command.Subcommands.Add(Show(console, examples));
        command.Subcommands.Add(RunsComparing.Compare(console, examples));
        command.Subcommands.Add(RunsComparing.Diff(console, examples));
        command.Subcommands.Add(RunsPruning.Prune(console, examples));
        examples[command] = ["research runs list", "research runs show 3f2a", "research runs compare 3f2a 77c0", "research runs prune"];
        return command;
    }

    /// <summary>The folder that holds runs.</summary>
    internal static Option<string?> Folder() => new("--runs") { Description = "Folder with runs [default: runs/ of the checkout].", HelpName = "DIR" };

    internal static string ShortHash(RunRecord run) => run.Hash[..Math.Min(ShortHashLength, run.Hash.Length)];

    internal static RunStore Store(string? folder) => new(folder ?? Workspace.Require().Runs);

    private static Command List(CliConsole console, IDictionary<Command, string[]> examples)
    {
        var folder = Folder();
        var command = new Command("list", "List the runs with their state and mean IoU.") { folder };
        examples[command] = ["research runs list", "research runs list --runs ~/runs"];
        command.SetAction(result =>
        {
            var store = Store(result.GetValue(folder));
            var all = store.List();
            var runs = all.Where(r => r.Record is not null).Select(r => r.Record!).ToArray();
            if (all.Count == 0)
            {
                console.Out.WriteLine($"no runs in {store.Root}; 'research train RECIPE' makes one");
                return ExitCodes.Done;
            }
            var frame = new DataFrame(
                new StringDataFrameColumn("hash", runs.Select(r => ShortHash(r))),
                new StringDataFrameColumn("recipe", runs.Select(r => r.Recipe)),
                new StringDataFrameColumn("profile", runs.Select(r => r.Profile)),
                new Int64DataFrameColumn("seed", runs.Select(r => r.Seed)),
                new StringDataFrameColumn("state", runs.Select(r => r.State.ToString().ToLowerInvariant())),
                new DoubleDataFrameColumn("mIoU", runs.Select(r => 100 * r.Result?.MeanIntersectionOverUnion)),
                new Int64DataFrameColumn("steps", runs.Select(r => r.Steps)),
                new StringDataFrameColumn("trained for", runs.Select(r => Durations.Text(TimeSpan.FromSeconds(r.Seconds)))),
                new StringDataFrameColumn("commit", runs.Select(r => r.Environment.Commit is { } c ? c[..Math.Min(8, c.Length)] : null)));
            // Weights that were chosen are named wherever their score stands.
            if (runs.Any(r => r.CheckpointRule != CheckpointRule.Last))
                frame.Columns.Add(new StringDataFrameColumn("weights", runs.Select(r => r.CheckpointRule.Text(r.CheckpointStep))));
            console.Out.Write(frame.View().Heading("mIoU", "mIoU [%]").Format("0.0", "mIoU").AlignRight("trained for").MaxRows(10_000).ToText());
            foreach (var (_, _, problem) in all.Where(r => r.Problem is not null)) console.Error.WriteLine($"warning: {problem}");
            return all.Any(r => r.Problem is not null) ? ExitCodes.Failed : ExitCodes.Done;
        });
        return command;
    }

    private static Command Show(CliConsole console, IDictionary<Command, string[]> examples)
    {
        var run = new Argument<string>("RUN") { Description = "The run's hash or its first letters, as 'research runs list' prints it." };
        var folder = Folder();
        var command = new Command("show", "Show one run: options, machine, result per class.") { run, folder };
        examples[command] = ["research runs show 3f2a"];
        command.SetAction(result =>
        {
            var store = Store(result.GetValue(folder));
            var start = result.GetRequiredValue(run);
            var (path, record) = Find(store, start);
            Print(console, path, record);
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>The one run whose hash starts with the given letters.</summary>
    /// <exception cref="UserErrorException">There is none, or more than one, or its record cannot be read.</exception>
    internal static (string Folder, RunRecord Record) Find(RunStore store, string start)
    {
        var found = store.List().Where(r => Path.GetFileName(r.Folder).StartsWith(start, StringComparison.OrdinalIgnoreCase)).ToArray();
        if (found.Length != 1)
            throw new UserErrorException(found.Length == 0
                ? $"no run in {store.Root} has a hash that starts with '{start}'; 'research runs list' prints them"
                : $"{found.Length} runs have hashes that start with '{start}': {string.Join(", ", found.Select(f => Path.GetFileName(f.Folder)))}");
        return found[0].Record is { } record ? (found[0].Folder, record) : throw new UserErrorException(found[0].Problem!);
    }

    private static void Print(CliConsole console, string folder, RunRecord record)
    {
        void Line(string name, string? value) => console.Out.WriteLine($"{name,-10} {value ?? "–"}");
        Line("recipe", $"{record.Recipe}, profile {record.Profile}, seed {record.Seed}");
        Line("folder", folder);
        Line("state", $"{record.State.ToString().ToLowerInvariant()}, {record.Steps} steps, {Durations.Text(TimeSpan.FromSeconds(record.Seconds))}");
        Line("started", record.Started.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture));
        Line("from", record.StartedFrom);
        Line("commit", record.Environment.Commit);
        Line("machine", $"{record.Environment.Machine}, {record.Environment.Threads} threads, {record.Environment.System}, libtorch {record.Environment.Torch}");
        foreach (var note in record.Notes) Line("note", note);
        foreach (var (name, value) in record.Scores ?? new Dictionary<string, double>()) Line("score", string.Create(CultureInfo.InvariantCulture, $"{name} {value:G6}"));
        foreach (var (name, more) in record.More ?? new Dictionary<string, EvaluationRecord>())
            Line("also", string.Create(CultureInfo.InvariantCulture, $"{name}, {more.Dataset}: {100 * more.MeanIntersectionOverUnion:0.00} % mean IoU"));
        if (record.Result is not { } kept) return;
        var report = kept.ToReport();
        Line("evaluated", $"{kept.Dataset}: {100 * report.MeanIntersectionOverUnion:0.00} % mean IoU, {100 * report.PixelAccuracy:0.00} % of pixels, weights: {record.CheckpointRule.Text(record.CheckpointStep)}");
        var frame = new DataFrame(
            new StringDataFrameColumn("class", report.Classes.Select(c => c.Name)),
            new DoubleDataFrameColumn("IoU", report.Classes.Select(c => 100 * c.IntersectionOverUnion)));
        console.Out.Write(frame.View().Heading("IoU", "IoU [%]").Format("0.0").ToText());
    }
}
