using System.CommandLine;
using System.Globalization;
using Research.Cli.Output;
using Research.Imaging;
using Research.Scenes;

namespace Research.Cli.Commands;

/// <summary><c>scenes preview</c>: pictures of the embedded street world.</summary>
internal sealed class ScenesCommand : ICliCommand
{
    private const int MostPictures = 200, JpegQuality = 80;

    public Command Create(CliConsole console, IDictionary<Command, string[]> examples)
    {
        var command = new Command("scenes", "The embedded street world.");
        command.Subcommands.Add(Preview(console, examples));
        examples[command] = ["research scenes preview"];
        return command;
    }

    private static Command Preview(CliConsole console, IDictionary<Command, string[]> examples)
    {
        var domains = new Option<string[]>("--domain")
        {
            Description = $"Domains to draw: {string.Join(", ", SceneDomains.All.Select(d => d.Name))} [default: all].",
            HelpName = "NAME", AllowMultipleArgumentsPerToken = true,
        };
        var count = new Option<int>("--count") { Description = "Scenes per domain.", DefaultValueFactory = _ => 4 };
        var size = new Option<SceneSize>("--size")
        {
            Description = "Size of each picture.", HelpName = "WxH", DefaultValueFactory = _ => new SceneSize(320, 192),
            CustomParser = result =>
            {
                if (ParseSize(result.Tokens[^1].Value) is { } parsed) return parsed;
                result.AddError($"--size: expected WIDTHxHEIGHT with 8 to 8192 pixels each, such as 320x192, got '{result.Tokens[^1].Value}'");
                return null!;
            },
        };
        var seed = new Option<long>("--seed") { Description = "Seed of the world.", DefaultValueFactory = _ => 0 };
        var output = new Option<string>("--output", "-o") { Description = "The picture to write, .png or .jpg.", HelpName = "FILE", DefaultValueFactory = _ => "scenes.png" };
        var command = new Command("preview", "Draw scenes with their labels into one picture.") { domains, count, size, seed, output };
        examples[command] = ["research scenes preview", "research scenes preview --domain street --count 8 --size 640x384 --output street.png"];
        command.SetAction(async (result, cancellation) =>
        {
            var chosen = Domains(result.GetValue(domains) ?? []);
            var number = result.GetValue(count);
            if (number < 1 || number * chosen.Count * 2 > MostPictures)
                throw new UserErrorException($"--count: expected 1 to {MostPictures / 2 / chosen.Count} scenes for {chosen.Count} domain(s), got {number}", ExitCodes.WrongUsage);
            var path = CommonOptions.OutputFile(result.GetRequiredValue(output))!;
            var write = Writer(path);
            var picture = await DrawAsync(console, chosen, number, result.GetRequiredValue(size), result.GetValue(seed), cancellation);
            write(picture);
            console.Out.WriteLine($"{path}: {number} {(number == 1 ? "scene" : "scenes")} each of {string.Join(", ", chosen.Select(d => d.Name))}, {picture.Width} x {picture.Height} pixels");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Action<RgbImage> Writer(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".png" => picture => Png.Write(path, picture),
        ".jpg" or ".jpeg" => picture => Jpeg.Write(path, picture, JpegQuality),
        var other => throw new UserErrorException($"--output: expected a file name that ends in .png or .jpg, got '{other}' in {Path.GetFileName(path)}", ExitCodes.WrongUsage),
    };

    internal static SceneSize? ParseSize(string text)
    {
        var parts = text.Split('x', 'X');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var width)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var height)
            && width is >= 8 and <= 8192 && height is >= 8 and <= 8192
            ? new SceneSize(width, height)
            : null;
    }

    private static IReadOnlyList<SceneDomain> Domains(string[] names)
    {
        if (names.Length == 0) return SceneDomains.All;
        var known = SceneDomains.All.Select(d => d.Name).ToArray();
        foreach (var name in names.Where(n => !known.Contains(n)))
            throw new UserErrorException($"--domain: unknown domain '{name}'{Suggestions.Hint(name, known)} (known: {string.Join(", ", known)})", ExitCodes.WrongUsage);
        return [.. names.Distinct().Select(SceneDomains.Find)];
    }

    private static Task<RgbImage> DrawAsync(CliConsole console, IReadOnlyList<SceneDomain> domains, int count, SceneSize size, long seed, CancellationToken cancellation) =>
        ProgressDisplay.RunAsync(console, "scenes", report => Task.Run(() =>
        {
            var palette = new Palette(StreetClasses.Colours);
            var rate = new ProgressRate(console.Time);
            var scenes = new Scene[domains.Count * count];
            var done = 0;
            Parallel.For(0, scenes.Length, new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
            {
                scenes[i] = SceneRenderer.Render(domains[i / count], seed, i % count, size);
                lock (scenes)
                {
                    done++;
                    report(done, scenes.Length, $"{done}/{scenes.Length}  {rate.Text(done, scenes.Length, "scenes")}");
                }
            });
            var rows = new List<IReadOnlyList<RgbImage>>();
            foreach (var row in scenes.Chunk(count))
            {
                rows.Add([.. row.Select(scene => scene.Colour)]);
                rows.Add([.. row.Select(scene => palette.Paint(scene.Labels))]);
            }
            return Montage.Table(rows, rowTitles: [.. domains.SelectMany(d => new[] { d.Name, "labels" })]);
        }, cancellation));
}
