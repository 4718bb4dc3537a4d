using System.CommandLine;
using Research.Adaptation.Data;
using Research.Adaptation.Weights;
using Research.Cli.Output;
using Research.Tables;

namespace Research.Cli.Commands;

/// <summary><c>weights list</c>, <c>weights verify</c>, <c>weights convert</c>: pretrained weights.</summary>
internal sealed class WeightsCommand : ICliCommand
{
    public Command Create(CliConsole console, IDictionary<Command, string[]> examples)
    {
        var command = new Command("weights", "Pretrained weights that the papers' networks start from: which are known and present, whether they are right.");
        command.Subcommands.Add(List(console, examples));
        command.Subcommands.Add(Verify(console, examples));
        command.Subcommands.Add(Convert(console, examples));
        examples[command] = ["research weights list", "research weights verify resnet101-deeplab-coco"];
        return command;
    }

    private static Command List(CliConsole console, IDictionary<Command, string[]> examples)
    {
        var data = CommonOptions.Data();
        var command = new Command("list", "List the weights that manifests describe, and which of them are on this machine.") { data };
        examples[command] = ["research weights list"];
        command.SetAction(result =>
        {
            var folder = CommonOptions.DataFolder(result.GetValue(data));
            var manifests = WeightsManifests.Names.Select(WeightsManifests.Find).ToArray();
            var frame = new DataFrame(
                new StringDataFrameColumn("name", manifests.Select(m => m.Name)),
                new StringDataFrameColumn("papers", manifests.Select(m => m.UsedBy.Count > 0 ? string.Join(", ", m.UsedBy) : "none")),
                new StringDataFrameColumn("licence", manifests.Select(m => m.Licence ?? "none stated")),
                new StringDataFrameColumn("here", manifests.Select(m => WeightsFolder.Find(m, folder, out _) is null ? "no" : "yes")),
                new StringDataFrameColumn("origin", manifests.Select(m => m.Origin)));
            console.Out.Write(frame.View().ToText());
            console.Out.WriteLine(string.IsNullOrEmpty(folder)
                ? $"{DatasetFolder.Variable} is not set: set it (or --data) to the folder whose '{WeightsFolder.Name}' holds the files. Only the profile 'paper' uses them."
                : $"Looked in {Path.Combine(folder, WeightsFolder.Name)}. Only the profile 'paper' uses them.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Verify(CliConsole console, IDictionary<Command, string[]> examples)
    {
        var name = new Argument<string>("NAME") { Description = "Weights, as 'research weights list' names them." };
        var file = new Option<string?>("--file") { Description = "The file [default: the one in the data folder].", HelpName = "FILE" };
        var data = CommonOptions.Data();
        var command = new Command("verify", "Hold a file of weights against its manifest: length, checksum, every tensor's name and values.") { name, file, data };
        examples[command] = ["research weights verify resnet50-imagenet --data ~/datasets"];
        command.SetAction(result =>
        {
            var manifest = Manifest(result.GetRequiredValue(name));
            var path = Existing(result.GetValue(file)) ?? WeightsFolder.Find(manifest, CommonOptions.DataFolder(result.GetValue(data)), out var reason)
                ?? throw new UserErrorException($"{reason}{Environment.NewLine}Terms: {manifest.Terms}");
            console.Out.WriteLine($"{manifest.Title}: {path}");
            var converted = Path.GetExtension(path) == ".safetensors" && manifest.Format == "pth";
            var problems = converted ? WeightsFile.VerifyConverted(path, manifest) : WeightsFile.Verify(path, manifest);
            foreach (var problem in problems) console.Out.WriteLine($"{console.Coloured("wrong:", "31")} {problem}");
            foreach (var (fact, why) in manifest.Unknown) console.Out.WriteLine($"not known: {fact} ({why})");
            console.Out.WriteLine(problems.Count == 0 ? $"all right; SHA-256 {WeightsFile.ChecksumOf(path)}" : $"{problems.Count} {(problems.Count == 1 ? "problem" : "problems")}.");
            return problems.Count == 0 ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }

    private static Command Convert(CliConsole console, IDictionary<Command, string[]> examples)
    {
        var from = new Argument<string>("FILE") { Description = "A .pth file of PyTorch, or the name of weights in the data folder." };
        var output = new Option<string?>("--output") { Description = "File to write [default: FILE with the ending .safetensors].", HelpName = "FILE" };
        var data = CommonOptions.Data();
        var command = new Command("convert", "Write the tensors of a .pth file as safetensors. Nothing in the file is executed.") { from, output, data };
        examples[command] = ["research weights convert model.pth --output model.safetensors", "research weights convert resnet50-imagenet"];
        command.SetAction(result =>
        {
            var given = result.GetRequiredValue(from);
            var source = WeightsManifests.Names.Contains(given) && !File.Exists(given) ? Downloaded(WeightsManifests.Find(given), CommonOptions.DataFolder(result.GetValue(data))) : Existing(given)!;
            var target = CommonOptions.OutputFile(result.GetValue(output)) ?? Path.ChangeExtension(source, ".safetensors");
            if (Path.GetFullPath(source) == Path.GetFullPath(target)) throw new UserErrorException($"--output: expected another file than the source, got {target}", ExitCodes.WrongUsage);
            var count = WeightsFile.Convert(source, target);
            console.Out.WriteLine($"{count} tensors: {target}");
            return ExitCodes.Done;
        });
        return command;
    }

    private static string Downloaded(WeightsManifest manifest, string? folder)
    {
        var path = string.IsNullOrEmpty(folder) ? null : Path.Combine(folder, WeightsFolder.Name, manifest.File);
        if (path is not null && File.Exists(path)) return path;
        WeightsFolder.Find(manifest, folder, out var reason);
        throw new UserErrorException(reason.Length > 0 ? reason : $"'{manifest.Name}' is already converted");
    }

    private static string? Existing(string? path) => path is null || File.Exists(path)
        ? path
        : throw new UserErrorException($"expected a file, there is none at {path}{Suggestions.Hint(path, WeightsManifests.Names)}", ExitCodes.WrongUsage);

    private static WeightsManifest Manifest(string name) => WeightsManifests.Names.Contains(name)
        ? WeightsManifests.Find(name)
        : throw new UserErrorException($"unknown weights '{name}'{Suggestions.Hint(name, WeightsManifests.Names)} (known: {string.Join(", ", WeightsManifests.Names)})", ExitCodes.WrongUsage);
}
