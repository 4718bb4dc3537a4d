using System.CommandLine;
using Research.Adaptation.Data;
using Research.Cli.Output;

namespace Research.Cli.Commands;

/// <summary><c>data fetch</c>: obtains what is free to fetch.</summary>
internal sealed class DataFetchCommand : ICliCommand
{
    public Command Create(CliConsole console, IDictionary<Command, string[]> examples)
    {
        var name = DataArguments.Name();
        var data = CommonOptions.Data();
        var from = new Option<string?>("--from") { Description = "Another address with the same files, such as a mirror [default: the manifest's].", HelpName = "URL" };
        var command = new Command("fetch", "Fetch a dataset that may be fetched freely, each file checked by SHA-256. Stopped and started again it continues.") { name, data, from };
        examples[command] = ["research data fetch camvid --data ~/datasets"];
        command.SetAction(async (result, cancellation) =>
        {
            var manifest = DataArguments.Manifest(result.GetRequiredValue(name));
            var source = manifest.Fetch
                ?? throw new UserErrorException($"{manifest.Title} cannot be fetched without asking its owners. To obtain it:{Environment.NewLine}{manifest.HowToObtain()}");
            if (result.GetValue(from) is { } other) source = source with { Address = Address(other) };
            var folder = CommonOptions.DataFolder(result.GetValue(data))
                ?? throw new UserErrorException($"{DatasetFolder.Variable} is not set: set it (or --data) to the folder that shall hold the datasets", ExitCodes.WrongUsage);
            var root = Path.Combine(folder, manifest.Name);
            console.Error.WriteLine($"{manifest.Title}: {manifest.Licence.Name}. {manifest.Licence.Terms}");
            using var client = new HttpClient { Timeout = TimeSpan.FromMinutes(10) };
            var done = await ProgressDisplay.RunAsync(console, $"fetch {manifest.Name}", report =>
            {
                var rate = new ProgressRate(console.Time);
                var progress = new DataArguments.Relay<FetchProgress>(p => report(p.Bytes, p.TotalBytes,
                    $"{p.Files}/{p.TotalFiles} files, {Durations.Bytes(p.Bytes)} of {Durations.Bytes(p.TotalBytes)}  {rate.Text(p.Bytes / 1e6, p.TotalBytes / 1e6, "MB")}"));
                return DatasetFetcher.FetchAsync(source, root, client, progress, cancellation: cancellation);
            });
            console.Out.WriteLine($"{root}: {done.Fetched} files fetched ({Durations.Bytes(done.ReceivedBytes)}), {done.Kept} were there, every SHA-256 is right.");
            console.Out.WriteLine($"Next: {DatasetFolder.Variable}={folder} research data verify {manifest.Name}");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Uri Address(string text) =>
        Uri.TryCreate(text.EndsWith('/') ? text : text + "/", UriKind.Absolute, out var address) && address.Scheme is ("http" or "https")
            ? address
            : throw new UserErrorException($"--from: expected an http or https address, got '{text}'", ExitCodes.WrongUsage);
}
