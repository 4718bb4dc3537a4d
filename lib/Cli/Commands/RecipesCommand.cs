using System.CommandLine;
using Research.Adaptation.Data;
using Research.Adaptation.Papers;
using Research.Adaptation.Training;
using Research.Cli.Output;
using Research.Tables;

namespace Research.Cli.Commands;

/// <summary><c>recipes</c>: what can be trained.</summary>
internal sealed class RecipesCommand : ICliCommand
{
    public Command Create(CliConsole console, IDictionary<Command, string[]> examples)
    {
        var paper = new Argument<string?>("PAPER") { Description = "Only this paper's.", Arity = ArgumentArity.ZeroOrOne };
        var profile = CommonOptions.Profile(Profile.Mini);
        var data = CommonOptions.Data();
        var runs = RunsCommand.Folder();
        var command = new Command("recipes", "List what can be trained: one recipe per row of a published table, with the published number, how sure it is, and what training costs.") { paper, profile, data, runs };
        examples[command] = ["research recipes", $"research recipes {RecipeCatalogue.Papers[^1].Paper.Key} --profile smoke"];
        command.SetAction(result =>
        {
            var key = result.GetValue(paper);
            var chosen = RecipeCatalogue.Papers.Where(p => key is null || p.Paper.Key == key).ToArray();
            if (chosen.Length == 0)
                throw new UserErrorException($"unknown paper '{key}'{Suggestions.Hint(key!, RecipeCatalogue.Papers.Select(p => p.Paper.Key))}; there are {string.Join(", ", RecipeCatalogue.Papers.Select(p => p.Paper.Key))}", ExitCodes.WrongUsage);
            var size = result.GetValue(profile);
            var places = new DataPlaces(DataRoot: CommonOptions.DataFolder(result.GetValue(data)));
            var kept = Measured((result.GetValue(runs) ?? Workspace.Find()?.Runs) is { } folder ? new RunStore(folder) : null, size);
            foreach (var table in chosen.SelectMany(p => p.Tables)) Print(console, table, size, places, kept);
            console.Out.WriteLine($"Steps and time are those of profile {size.ToString().ToLowerInvariant()}, without the run that a recipe starts from. Time: measured here where a run is kept, else (with ≈) on two processor cores when the recipe was written.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Print(CliConsole console, RecipeTable table, Profile profile, DataPlaces places, Dictionary<string, double> kept)
    {
        var recipes = table.All;
        var metric = table.Metrics[0];
        var frame = new DataFrame(
            new StringDataFrameColumn("recipe", recipes.Select(r => r.Key)),
            new DoubleDataFrameColumn("published", recipes.Select(r => r.Published?.Value(metric.Name))),
            new StringDataFrameColumn("status", recipes.Select(r => r.Published?.Status.ToString().ToLowerInvariant())),
            new Int64DataFrameColumn("steps", recipes.Select(r => Steps(r, profile, places))),
            new StringDataFrameColumn("time", recipes.Select(r => kept.TryGetValue(r.Key, out var seconds) ? Durations.Text(TimeSpan.FromSeconds(seconds))
                : profile == Profile.Mini && r.MiniSeconds is { } expected ? "≈ " + Durations.Text(TimeSpan.FromSeconds(expected)) : null)),
            new StringDataFrameColumn("what it is", recipes.Select(r => r.Description)));
        console.Out.Write(frame.View($"{table.Title} ({table.Key})").Heading("published", $"published {metric.Name}{(metric.Unit.Length > 0 ? $" [{metric.Unit}]" : "")}")
            .Format("F" + metric.Digits, "published").AlignRight("time").MaxRows(1000).ToText());
        if (table.Obstacle(profile, places) is { } reason) console.Out.WriteLine($"cannot be trained here: {reason}");
        console.Out.WriteLine();
    }

    private static long? Steps(Recipe recipe, Profile profile, DataPlaces places)
    {
        try
        {
            return recipe.Build(profile, places).Training.Steps;
        }
        catch (DatasetException)
        {
            return null;
        }
    }

    /// <summary>Mean seconds of the kept runs of each recipe.</summary>
    private static Dictionary<string, double> Measured(RunStore? store, Profile profile) =>
        (store?.List() ?? []).Where(r => r.Record is { State: RunState.Finished } record && record.Profile.Equals(profile.ToString(), StringComparison.OrdinalIgnoreCase))
            .GroupBy(r => r.Record!.Recipe).ToDictionary(g => g.Key, g => g.Average(r => r.Record!.Seconds));
}
