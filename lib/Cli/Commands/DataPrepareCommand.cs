using System.CommandLine;
using Research.Adaptation.Data;
using Research.Cli.Output;

namespace Research.Cli.Commands;

/// <summary><c>data prepare</c>: a resized copy for faster training.</summary>
internal sealed class DataPrepareCommand : ICliCommand
{
    public Command Create(CliConsole console, IDictionary<Command, string[]> examples)
    {
        var name = DataArguments.Name();
        var data = CommonOptions.Data();
        var size = new Option<(int Width, int Height)>("--size")
        {
            Description = "Size of the copy's pictures: that of the recipe.", HelpName = "WxH", Required = true,
            CustomParser = result =>
            {
                if (ScenesCommand.ParseSize(result.Tokens[^1].Value) is { } parsed) return (parsed.Width, parsed.Height);
                result.AddError($"--size: expected WIDTHxHEIGHT with 8 to 8192 pixels each, such as 1024x512, got '{result.Tokens[^1].Value}'");
                return default;
            },
        };
        var output = new Option<string>("--output", "-o") { Description = "Folder for prepared datasets; the copy goes into a sub-folder NAME. Use it as RESEARCH_DATA.", HelpName = "DIR", Required = true };
        var command = new Command("prepare", "Make a resized copy of a dataset, so that training decodes less. Stopped and started again it continues.") { name, size, output, data };
        examples[command] = ["research data prepare cityscapes --size 1024x512 --output ~/prepared", "RESEARCH_DATA=~/prepared research recipes"];
        command.SetAction(async (result, cancellation) =>
        {
            var manifest = DataArguments.Manifest(result.GetRequiredValue(name));
            var root = DataArguments.Root(manifest, result.GetValue(data));
            var (width, height) = result.GetRequiredValue(size);
            var target = Path.Combine(Path.GetFullPath(result.GetRequiredValue(output)), manifest.Name);
            var done = await ProgressDisplay.RunAsync(console, $"prepare {manifest.Name}", report =>
            {
                var rate = new ProgressRate(console.Time);
                var progress = new DataArguments.Relay<PrepareProgress>(p => report(p.Done, p.Total, $"{p.Done}/{p.Total} pictures  {rate.Text(p.Done, p.Total, "pictures")}"));
                return Task.Run(() => DatasetPreparer.Prepare(manifest, root, target, width, height, progress, cancellation: cancellation), cancellation);
            });
            console.Out.WriteLine($"{done.Folder}: {done.Written + done.Kept} pictures at {width} x {height} ({done.Written} written, {done.Kept} kept), splits {string.Join(", ", done.Splits)}");
            console.Out.WriteLine($"To train from it: {DatasetFolder.Variable}={Path.GetDirectoryName(done.Folder)}");
            return ExitCodes.Done;
        });
        return command;
    }
}
