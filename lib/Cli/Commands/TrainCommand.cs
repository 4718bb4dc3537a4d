using System.CommandLine;
using System.Globalization;
using Research.Adaptation.Papers;
using Research.Adaptation.Training;
using Research.Cli.Output;
using TorchSharp;
using TorchSharp.Extras;
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
        var device = CommonOptions.Device();
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
            using var group = JoinGroup();
            var outlet = group is { Rank: > 0 } ? Silent(console) : console;     // rank 0 speaks for all
            TellWeights(outlet, chosen, size, places);
            var where = group is not null && result.GetRequiredValue(device) == "auto" && ProcessGroup.IsAvailable(ProcessGroupBackend.Nccl) && cuda.is_available()
                ? torch.device($"cuda:{group.Options.LocalRank}") : CommonOptions.FindDevice(result.GetRequiredValue(device));
            var scores = new List<double>();
            foreach (var one in result.GetValue(seed)!.Distinct())
                scores.Add(await TrainAsync(outlet, new RunStore(folder), places, chosen, (size, one, where, group), cancellation));
            if (scores.Count > 1)
                outlet.Out.WriteLine($"mean of {scores.Count} seeds: {Number(scores.Average(), MetricOf(chosen), 1)} ± {Number(Deviation(scores), MetricOf(chosen), 1)} {Unit(MetricOf(chosen))}");
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task<double> TrainAsync(CliConsole console, RunStore store, DataPlaces places, Recipe recipe, (Profile Profile, long Seed, Device Device, ProcessGroup? Group) run, CancellationToken cancellation)
    {
        var result = await ProgressDisplay.RunAsync(console, $"{recipe.Key}, seed {run.Seed}", report =>
        {
            var runner = new ExperimentRunner(store, places, console.Time, BuildVersion.CommitOrNull, new RunningProgress.Relay(p => report(p.Step, p.TotalSteps, RunningProgress.Text(p, p.Recipe == recipe.Key ? p.Phase : $"{p.Phase} {p.Recipe} first"))), run.Device) { Group = run.Group };
            return Task.Run(() => runner.Run(recipe, run.Profile, run.Seed, cancellation), cancellation);
        });
        var metric = MetricOf(recipe);
        var score = metric.Of(result);
        var published = recipe.Published?.Value(metric.Name) is { } number ? $" (published at full size: {Number(number, metric)})" : "";
        console.Out.WriteLine(
            $"{recipe.Key}, {result.Profile}, seed {result.Seed}: {Number(score, metric, 1)} {Unit(metric)}{published}, {result.Steps} steps in "
            + $"{Durations.Text(TimeSpan.FromSeconds(result.Seconds))}{(result.Kept ? ", kept" : "")}{(result.Record.CheckpointRule == CheckpointRule.Last ? "" : $"; weights: {result.CheckpointText}")}");
        console.Out.WriteLine($"  {result.Folder}");
        return score;
    }

    /// <summary>Meets the other processes where the environment's variables say that there are any (research launch, srun, mpirun).</summary>
    private static ProcessGroup? JoinGroup()
    {
        ProcessGroupOptions? options;
        try
        {
            options = ProcessGroupEnvironment.Read(Environment.GetEnvironmentVariable);
        }
        catch (ArgumentException error)
        {
            throw new UserErrorException(error.Message, ExitCodes.WrongUsage, error);
        }
        if (options is null) return null;
        var nccl = ProcessGroup.IsAvailable(ProcessGroupBackend.Nccl) && cuda.is_available();
        return ProcessGroup.Join(options with { Backend = nccl ? ProcessGroupBackend.Nccl : ProcessGroupBackend.Gloo });
    }

    private static CliConsole Silent(CliConsole console) => new(TextWriter.Null, TextWriter.Null, isLive: false, console.Time);

    /// <summary>What the recipe's table compares rows by.</summary>
    private static TableMetric MetricOf(Recipe recipe) =>
        RecipeCatalogue.Tables.FirstOrDefault(t => t.All.Any(r => r.Key == recipe.Key))?.Metrics[0] ?? TableMetric.MeanIntersectionOverUnion;

    private static string Unit(TableMetric metric) =>
        metric == TableMetric.MeanIntersectionOverUnion ? "% mean IoU" : metric.Unit.Length > 0 ? $"{metric.Unit} {metric.Name}" : metric.Name;

    private static string Number(double value, TableMetric metric, int more = 0) => value.ToString("F" + (metric.Digits + more), CultureInfo.InvariantCulture);

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
    internal static void TellWeights(CliConsole console, Recipe recipe, Profile profile, DataPlaces places)
    {
        var first = recipe;
        while (first.StartAt(profile) is { } earlier) first = earlier;
        if (first.Build(profile, places).Pretrained is { } weights) console.Error.WriteLine($"{(weights.File is null ? "warning" : "note")}: {weights.Note}.");
    }

    // A row, or a run that rows start from: Slurm's first stage trains those by themselves.
    private static Recipe Find(string key)
    {
        try
        {
            return RecipeCatalogue.FindWithStarts(key);
        }
        catch (ArgumentException unknown)
        {
            throw new UserErrorException($"unknown recipe '{key}'{Suggestions.Hint(key, RecipeCatalogue.Recipes.Select(r => r.Key))}; 'research recipes' lists them", ExitCodes.WrongUsage, unknown);
        }
    }

    private static double Deviation(List<double> values) => Math.Sqrt(values.Sum(v => (v - values.Average()) * (v - values.Average())) / (values.Count - 1));
}
