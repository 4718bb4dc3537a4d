using System.CommandLine;
using System.Text.Json;
using Research.Adaptation.Data;
using Research.Cli.Output;
using Research.Tables;

namespace Research.Cli.Commands;

/// <summary><c>data stats</c>: how often each class occurs.</summary>
internal sealed class DataStatsCommand : ICliCommand
{
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true };

    public Command Create(CliConsole console, IDictionary<Command, string[]> examples)
    {
        var name = DataArguments.Name();
        var data = CommonOptions.Data();
        var split = new Option<string>("--split") { Description = "The split to count.", HelpName = "SPLIT", DefaultValueFactory = _ => "train" };
        var json = new Option<bool>("--json") { Description = "Print JSON instead of a table." };
        var command = new Command("stats", "Count how often each class occurs in a split, and the class weights that follow from it.") { name, data, split, json };
        examples[command] = ["research data stats camvid", "research data stats cityscapes --split val --json"];
        command.SetAction(async (result, cancellation) =>
        {
            var manifest = DataArguments.Manifest(result.GetRequiredValue(name));
            var dataset = new ManifestDataset(manifest, Labelled(manifest, result.GetRequiredValue(split)), DataArguments.Root(manifest, result.GetValue(data)));
            var statistics = await ProgressDisplay.RunAsync(console, $"stats {dataset.Name}", report =>
            {
                var rate = new ProgressRate(console.Time);
                var progress = new DataArguments.Relay<int>(done => report(done, dataset.Count, $"{done}/{dataset.Count} pictures  {rate.Text(done, dataset.Count, "pictures")}"));
                return Task.Run(() => ClassStatistics.Of(dataset, progress, cancellation: cancellation), cancellation);
            });
            console.Out.Write(result.GetValue(json) ? Json(statistics) + Environment.NewLine : Table(statistics));
            return ExitCodes.Done;
        });
        return command;
    }

    private static string Labelled(DatasetManifest manifest, string split)
    {
        var labelled = manifest.Splits.Where(s => s.Labels is not null).Select(s => s.Name).ToArray();
        return labelled.Contains(split) ? split
            : throw new UserErrorException($"--split: expected a split of {manifest.Name} with labels ({string.Join(", ", labelled)}), got '{split}'", ExitCodes.WrongUsage);
    }

    private static string Table(ClassStatistics s)
    {
        var ids = Enumerable.Range(0, s.LabelSpace.Count).ToArray();
        var weights = s.MedianFrequencyWeights();
        var frame = new DataFrame(
            new Int32DataFrameColumn("id", ids),
            new StringDataFrameColumn("class", ids.Select(id => s.LabelSpace.Classes[id].Name)),
            new DoubleDataFrameColumn("share", ids.Select(id => 100 * s.Frequency(id))),
            new DoubleDataFrameColumn("pictures", ids.Select(id => 100.0 * s.SamplesWithClass[id] / s.Samples)),
            new DoubleDataFrameColumn("weight", weights));
        long all = s.Labelled + s.Ignored;
        return frame.View($"{s.Dataset}: {s.Samples} pictures, {100.0 * s.Ignored / Math.Max(1, all):0.0} % of the pixels void")
            .Heading("share", "pixels [%]").Heading("pictures", "in pictures [%]").Heading("weight", "median-frequency weight")
            .Format("0.000", "share", "pictures", "weight").MaxRows(1000).ToText();
    }

    private static string Json(ClassStatistics s) => JsonSerializer.Serialize(new
    {
        dataset = s.Dataset,
        labelSpace = s.LabelSpace.Name,
        pictures = s.Samples,
        pixels = s.Labelled,
        voidPixels = s.Ignored,
        classes = Enumerable.Range(0, s.LabelSpace.Count).Select(id => new
        {
            id,
            name = s.LabelSpace.Classes[id].Name,
            pixels = s.Pixels[id],
            frequency = s.Frequency(id),
            pictures = s.SamplesWithClass[id],
            medianFrequencyWeight = s.MedianFrequencyWeights()[id],
        }),
    }, s_json);
}
