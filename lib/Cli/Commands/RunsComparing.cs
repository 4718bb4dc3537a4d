using System.CommandLine;
using System.Globalization;
using Research.Adaptation.Training;
using Research.Cli.Output;
using Research.Tables;

namespace Research.Cli.Commands;

/// <summary><c>runs compare</c> and <c>runs diff</c>.</summary>
internal static class RunsComparing
{
    public static Command Compare(CliConsole console, IDictionary<Command, string[]> examples)
    {
        var runs = new Argument<string[]>("RUN") { Description = "Two or more runs, by the first letters of their hashes.", Arity = new ArgumentArity(2, 20) };
        var folder = RunsCommand.Folder();
        var command = new Command("compare", "Compare runs: what differs, their scores, their evaluation curves, IoU per class.") { runs, folder };
        examples[command] = ["research runs compare 3f2a 77c0", "research runs compare 3f2a 77c0 b1e --runs ~/runs"];
        command.SetAction(result =>
        {
            var store = RunsCommand.Store(result.GetValue(folder));
            var found = result.GetRequiredValue(runs).Select(r => RunsCommand.Find(store, r)).DistinctBy(r => r.Folder).ToArray();
            if (found.Length < 2) throw new UserErrorException("expected at least two different runs", ExitCodes.WrongUsage);
            PrintScores(console, found);
            PrintCurves(console, found);
            PrintClasses(console, found);
            return ExitCodes.Done;
        });
        return command;
    }

    public static Command Diff(CliConsole console, IDictionary<Command, string[]> examples)
    {
        var first = new Argument<string>("RUN") { Description = "A run, by the first letters of its hash." };
        var second = new Argument<string>("OTHER") { Description = "The run to hold it against." };
        var folder = RunsCommand.Folder();
        var command = new Command("diff", "Show which details differ between two runs: settings, data, versions, machine (in brackets: what does not change the result's hash).") { first, second, folder };
        examples[command] = ["research runs diff 3f2a 77c0"];
        command.SetAction(result =>
        {
            var store = RunsCommand.Store(result.GetValue(folder));
            var (a, b) = (RunsCommand.Find(store, result.GetRequiredValue(first)).Record, RunsCommand.Find(store, result.GetRequiredValue(second)).Record);
            var differences = RunComparison.Differences(a, b);
            if (differences.Count == 0)
            {
                console.Out.WriteLine("no detail differs");
                return ExitCodes.Done;
            }
            // Columns need different names, and a run may be held against itself.
            var (left, right) = (RunsCommand.ShortHash(a), RunsCommand.ShortHash(b));
            var frame = new DataFrame(
                new StringDataFrameColumn("detail", differences.Select(d => d.Name)),
                new StringDataFrameColumn(left, differences.Select(d => d.First ?? "–")),
                new StringDataFrameColumn(right, differences.Select(d => d.Second ?? "–")));
            console.Out.Write(frame.View().MaxRows(10_000).ToText());
            return ExitCodes.Done;
        });
        return command;
    }

    private static void PrintScores(CliConsole console, (string Folder, RunRecord Record)[] runs)
    {
        var records = runs.Select(r => r.Record).ToArray();
        var frame = new DataFrame(
            new StringDataFrameColumn("run", records.Select(RunsCommand.ShortHash)),
            new StringDataFrameColumn("recipe", records.Select(r => r.Recipe)),
            new StringDataFrameColumn("profile", records.Select(r => r.Profile)),
            new Int64DataFrameColumn("seed", records.Select(r => r.Seed)),
            new StringDataFrameColumn("state", records.Select(r => r.State.ToString().ToLowerInvariant())),
            new DoubleDataFrameColumn("mIoU", records.Select(r => 100 * r.Result?.MeanIntersectionOverUnion)),
            new DoubleDataFrameColumn("pixels", records.Select(r => 100 * r.Result?.ToReport().PixelAccuracy)));
        foreach (var name in records.SelectMany(r => r.More?.Keys ?? []).Distinct())
            frame.Columns.Add(new DoubleDataFrameColumn($"mIoU {name}", records.Select(r => r.More?.TryGetValue(name, out var more) == true ? 100 * more.MeanIntersectionOverUnion : (double?)null)));
        foreach (var name in records.SelectMany(r => r.Scores?.Keys ?? []).Distinct())
            frame.Columns.Add(new DoubleDataFrameColumn(name, records.Select(r => r.Scores?.TryGetValue(name, out var score) == true ? score : (double?)null)));
        frame.Columns.Add(new Int64DataFrameColumn("steps", records.Select(r => r.Steps)));
        frame.Columns.Add(new StringDataFrameColumn("trained for", records.Select(r => Durations.Text(TimeSpan.FromSeconds(r.Seconds)))));
        frame.Columns.Add(new StringDataFrameColumn("weights", records.Select(r => r.CheckpointRule.Text(r.CheckpointStep))));
        console.Out.Write(frame.View("Scores").Heading("mIoU", "mIoU [%]").Heading("pixels", "pixels [%]").Format("0.00", "mIoU", "pixels").AlignRight("trained for").MaxRows(100).ToText());
    }

    private static void PrintCurves(CliConsole console, (string Folder, RunRecord Record)[] runs)
    {
        var curves = runs.Select(r => MetricsLog.Read(Path.Combine(r.Folder, "evaluation.csv"))).ToArray();
        var losses = runs.Select(r => MetricsLog.Read(Path.Combine(r.Folder, "metrics.csv"))).ToArray();
        Table("mIoU [%] at each evaluation during training", curves, "miou", 100, "0.00");
        var steps = losses.Where(l => l.ContainsKey("step")).SelectMany(l => l["step"]).Distinct().Order().ToArray();
        if (steps.Length == 0) return;
        // Ten lines of a loss say enough; the files have all of them.
        var shown = Enumerable.Range(1, Math.Min(10, steps.Length)).Select(i => steps[i * steps.Length / Math.Min(10, steps.Length) - 1]).ToHashSet();
        foreach (var name in losses.SelectMany(l => l.Keys).Where(k => k is not ("step" or "learning_rate") && !k.Contains('.', StringComparison.Ordinal)).Distinct())
            Table($"loss '{name}'", [.. losses.Select(l => Only(l, shown))], name, 1, "0.0000");

        void Table(string title, IReadOnlyDictionary<string, double[]>[] of, string column, double factor, string format)
        {
            var at = of.Where(c => c.ContainsKey(column)).SelectMany(c => c["step"]).Distinct().Order().ToArray();
            if (at.Length == 0) return;
            var frame = new DataFrame(new Int64DataFrameColumn("step", at.Select(s => (long)s)));
            foreach (var (curve, run) in of.Zip(runs))
            {
                var values = curve.TryGetValue(column, out var found) ? curve["step"].Zip(found).ToDictionary(v => v.First, v => v.Second) : [];
                frame.Columns.Add(new DoubleDataFrameColumn(RunsCommand.ShortHash(run.Record), at.Select(s => values.TryGetValue(s, out var v) && !double.IsNaN(v) ? factor * v : (double?)null)));
            }
            console.Out.WriteLine();
            console.Out.Write(frame.View(title).Format(format, [.. runs.Select(r => RunsCommand.ShortHash(r.Record))]).MaxRows(10_000).ToText());
        }
    }

    private static IReadOnlyDictionary<string, double[]> Only(IReadOnlyDictionary<string, double[]> log, HashSet<double> steps) => log.TryGetValue("step", out var all)
        ? log.ToDictionary(c => c.Key, c => c.Value.Where((_, i) => steps.Contains(all[i])).ToArray())
        : log;

    private static void PrintClasses(CliConsole console, (string Folder, RunRecord Record)[] runs)
    {
        var evaluated = runs.Where(r => r.Record.Result is not null).Select(r => (r.Record, Report: r.Record.Result!.ToReport())).ToArray();
        if (evaluated.Length == 0) return;
        var names = evaluated.SelectMany(r => r.Report.Classes.Where(c => !double.IsNaN(c.IntersectionOverUnion)).Select(c => c.Name)).Distinct().ToArray();
        var frame = new DataFrame(new StringDataFrameColumn("class", names));
        foreach (var (record, report) in evaluated)
            frame.Columns.Add(new DoubleDataFrameColumn(RunsCommand.ShortHash(record), names.Select(n =>
                report.Classes.FirstOrDefault(c => c.Name == n) is { } score && !double.IsNaN(score.IntersectionOverUnion) ? 100 * score.IntersectionOverUnion : (double?)null)));
        console.Out.WriteLine();
        console.Out.Write(frame.View("IoU per class [%]").Format("0.0").MaxRows(1000).ToText());
    }
}
