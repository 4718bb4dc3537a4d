using System.CommandLine;
using Research.Adaptation.Data;
using Research.Cli.Output;
using Research.Tables;

namespace Research.Cli.Commands;

/// <summary><c>data list</c> and <c>data verify</c>, and the place of the other <c>data</c> commands.</summary>
internal sealed class DataCommand : ICliCommand
{
    public Command Create(CliConsole console, IDictionary<Command, string[]> examples)
    {
        var command = new Command("data", "Real datasets: which are known and present, whether their files are right, how often classes occur, smaller copies, fetching.");
        command.Subcommands.Add(List(console, examples));
        command.Subcommands.Add(Verify(console, examples));
        command.Subcommands.Add(new DataStatsCommand().Create(console, examples));
        command.Subcommands.Add(new DataPrepareCommand().Create(console, examples));
        command.Subcommands.Add(new DataFetchCommand().Create(console, examples));
        examples[command] = ["research data list", "research data verify camvid --data ~/datasets"];
        return command;
    }

    private static Command List(CliConsole console, IDictionary<Command, string[]> examples)
    {
        var data = CommonOptions.Data();
        var command = new Command("list", "List the datasets that manifests describe, and which of them are on this machine.") { data };
        examples[command] = ["research data list", "RESEARCH_DATA=~/datasets research data list"];
        command.SetAction(result =>
        {
            var folder = CommonOptions.DataFolder(result.GetValue(data));
            var manifests = DatasetManifests.Names.Select(DatasetManifests.Find).ToArray();
            var found = manifests.Select(m => DatasetFolder.Find(m.Name, folder, out _)).ToArray();
            var frame = new DataFrame(
                new StringDataFrameColumn("name", manifests.Select(m => m.Name)),
                new StringDataFrameColumn("pictures", manifests.Select(m => string.Join(" + ", m.Splits.Select(s => $"{s.Count} {s.Name}")))),
                new StringDataFrameColumn("licence", manifests.Select(m => m.Licence.Name)),
                new StringDataFrameColumn("here", found.Select(f => f is null ? "no" : "yes")),
                new StringDataFrameColumn("origin", manifests.Select(m => m.Origin)));
            console.Out.Write(frame.View().ToText());
            if (string.IsNullOrEmpty(folder))
                console.Out.WriteLine($"{DatasetFolder.Variable} is not set: set it (or --data) to the folder that holds the datasets. The embedded scenes need none.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Verify(CliConsole console, IDictionary<Command, string[]> examples)
    {
        var name = DataArguments.Name();
        var data = CommonOptions.Data();
        var command = new Command("verify", "Decode every file of a dataset and name each that is missing, unreadable, or of the wrong size or kind.") { name, data };
        examples[command] = ["research data verify camvid --data ~/datasets"];
        command.SetAction(async (result, cancellation) =>
        {
            var manifest = DataArguments.Manifest(result.GetRequiredValue(name));
            var root = DataArguments.Root(manifest, result.GetValue(data));
            return Print(await VerifyAsync(console, manifest, root, cancellation), console);
        });
        return command;
    }

    private static Task<DatasetVerification> VerifyAsync(CliConsole console, DatasetManifest manifest, string root, CancellationToken cancellation) =>
        ProgressDisplay.RunAsync(console, $"verify {manifest.Name}", report =>
        {
            var rate = new ProgressRate(console.Time);
            var progress = new DataArguments.Relay<VerificationProgress>(p => report(p.Done, p.Total,
                $"{p.Done}/{p.Total} files, {p.Problems} {(p.Problems == 1 ? "problem" : "problems")}  {rate.Text(p.Done, p.Total, "files")}"));
            return Task.Run(() => DatasetVerifier.Verify(manifest, root, progress, cancellation: cancellation), cancellation);
        });

    private static int Print(DatasetVerification verification, CliConsole console)
    {
        console.Out.WriteLine($"{verification.Manifest.Title}: {verification.Root}");
        foreach (var split in verification.Splits)
            console.Out.WriteLine(split.Skipped
                ? $"  {split.Name}: absent (optional)"
                : $"  {split.Name}: {split.Images} of {split.Expected} pictures{(split.Labels is { } labels ? $", {labels} label files" : "")}");
        foreach (var problem in verification.Problems)
            console.Out.WriteLine($"{console.Coloured("wrong:", "31")} {problem}");
        console.Out.WriteLine(verification.Passed
            ? $"{verification.FilesChecked} files checked, all right."
            : $"{verification.FilesChecked} files checked, {verification.Problems.Count} {(verification.Problems.Count == 1 ? "problem" : "problems")}.");
        return verification.Passed ? ExitCodes.Done : ExitCodes.Failed;
    }
}
