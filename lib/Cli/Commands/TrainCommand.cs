using System.CommandLine;
using System.Globalization;
using Research.Adaptation.Papers;
using Research.Adaptation.Training;
using Research.Cli.Output;
using static TorchSharp.torch;

namespace Research.Cli.Commands;

/// <summary><c>train</c>: one recipe, one or more seeds.</summary>
internal sealed class TrainCommand : ICliCommand
{
    public Command Create(CliConsole console, IDictionary<Command, string[]> examples)
    {
        var recipe = new Argument<string>("RECIPE") { Description = "Recipe, as 'research recipes' names it." };
        var profile = CommonOptions.Profile(Profile.Mini);
        var seed = new Option<long[]>("--seed") { Description = "Seeds, one run each.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [0] };
        var set = new Option<string[]>("--set") { Description = "Change a setting, such as Training.Steps=200; a wrong name lists them all.", HelpName = "NAME=VALUE", AllowMultipleArgumentsPerToken = true };
        var device = new Option<string>("--device") { Description = "Where to compute: cpu, cuda, cuda:1, or auto (CUDA where there is one).", HelpName = "NAME", DefaultValueFactory = _ => "auto" };
        var data = CommonOptions.Data();
        var runs = RunsCommand.Folder();
        var command = new Command("train", "Train a recipe and evaluate it. A finished run is reused, a stopped one goes on where it stopped.") { recipe, profile, seed, set, device, data, runs };
        examples[command] =
        [
            $"research train {RecipeCatalogue.Recipes[0].Key} --profile smoke",
            $"research train {RecipeCatalogue.Recipes[0].Key} --seed 1 2 3 --set Training.Steps=300",
        ];
        command.SetAction(async (result, cancellation) =>
        {
            var folder = result.GetValue(runs) ?? Workspace.Require().Runs;
            var places = new DataPlaces(Path.Combine(folder, ".scenes"), CommonOptions.DataFolder(result.GetValue(data)));
            var chosen = RecipeSettings.Change(Find(result.GetRequiredValue(recipe)), result.GetValue(set) ?? []);
            var size = result.GetValue(profile);
            Check(chosen, size, places);
            TellWeights(console, chosen, size, places);
            var where = FindDevice(result.GetRequiredValue(device));
            var scores = new List<double>();
            foreach (var one in result.GetValue(seed)!.Distinct())
                scores.Add(await TrainAsync(console, new RunStore(folder), places, chosen, (size, one, where), cancellation));
            if (scores.Count > 1)
                console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"mean of {scores.Count} seeds: {scores.Average():0.00} ± {Deviation(scores):0.00} % mean IoU"));
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task<double> TrainAsync(CliConsole console, RunStore store, DataPlaces places, Recipe recipe, (Profile Profile, long Seed, Device Device) run, CancellationToken cancellation)
    {
        var result = await ProgressDisplay.RunAsync(console, $"{recipe.Key}, seed {run.Seed}", report =>
        {
            var runner = new ExperimentRunner(store, places, console.Time, BuildVersion.CommitOrNull, new Relay(p => report(p.Step, p.TotalSteps, Text(p, recipe))), run.Device);
            return Task.Run(() => runner.Run(recipe, run.Profile, run.Seed, cancellation), cancellation);
        });
        var score = 100 * result.MeanIntersectionOverUnion;
        var published = recipe.Published is { } row ? string.Create(CultureInfo.InvariantCulture, $" (published at full size: {row.Mean:0.0})") : "";
        console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{recipe.Key}, {result.Profile}, seed {result.Seed}: {score:0.00} % mean IoU{published}, {result.Steps} steps in {Durations.Text(TimeSpan.FromSeconds(result.Seconds))}{(result.Kept ? ", kept" : "")}{(result.Record.CheckpointRule == CheckpointRule.Last ? "" : $"; weights: {result.CheckpointText}")}"));
        console.Out.WriteLine($"  {result.Folder}");
        return score;
    }

    private static string Text(TrainingProgress p, Recipe recipe)
    {
        var losses = string.Join(", ", p.Losses.Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Name} {l.Value:0.000}")));
        var rate = p.StepsPerSecond > 0 ? string.Create(CultureInfo.InvariantCulture, $"{p.StepsPerSecond:0.0} steps/s") : "";
        var left = p.Remaining is { } time ? $"{Durations.Text(time)} left" : "";
        var what = p.Recipe == recipe.Key ? p.Phase : $"{p.Phase} {p.Recipe} first";
        return string.Join("  ", new[] { what, $"{p.Step}/{p.TotalSteps}", losses, rate, left }.Where(s => s.Length > 0));
    }

    /// <summary>Builds the experiment once, so that a wrong setting is wrong usage, before anything is trained.</summary>
    private static void Check(Recipe recipe, Profile profile, DataPlaces places)
    {
        try
        {
            recipe.Build(profile, places).Validate();
        }
        catch (ArgumentException error)
        {
            throw new UserErrorException(error.Message, ExitCodes.WrongUsage, error);
        }
    }

    /// <summary>Says which pretrained weights a network starts from, or that they are absent and where to get them.</summary>
    private static void TellWeights(CliConsole console, Recipe recipe, Profile profile, DataPlaces places)
    {
        var first = recipe;
        while (first.StartsFrom is { } earlier) first = earlier;
        if (first.Build(profile, places).Pretrained is { } weights) console.Error.WriteLine($"{(weights.File is null ? "warning" : "note")}: {weights.Note}.");
    }

    private static Device FindDevice(string name)
    {
        var isCuda = name == "cuda" || name.StartsWith("cuda:", StringComparison.Ordinal) && int.TryParse(name.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out _);
        if (name is not ("auto" or "cpu") && !isCuda) throw new UserErrorException($"--device: expected cpu, cuda, cuda:NUMBER or auto, got '{name}'", ExitCodes.WrongUsage);
        if (name == "auto") return cuda.is_available() ? CUDA : CPU;
        if (!isCuda) return CPU;
        var number = name == "cuda" ? 0 : int.Parse(name.AsSpan(5), CultureInfo.InvariantCulture);
        return cuda.is_available() && number < cuda.device_count()
            ? device($"cuda:{number}")
            : throw new UserErrorException($"--device {name}: this libtorch and machine have {(cuda.is_available() ? cuda.device_count() : 0)} CUDA devices; 'research doctor' says more");
    }

    private static Recipe Find(string key) => RecipeCatalogue.Recipes.FirstOrDefault(r => r.Key == key)
        ?? throw new UserErrorException($"unknown recipe '{key}'{Suggestions.Hint(key, RecipeCatalogue.Recipes.Select(r => r.Key))}; 'research recipes' lists them", ExitCodes.WrongUsage);

    private static double Deviation(List<double> values) => Math.Sqrt(values.Sum(v => (v - values.Average()) * (v - values.Average())) / (values.Count - 1));

    private sealed class Relay(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
