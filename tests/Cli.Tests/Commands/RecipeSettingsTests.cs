using System.Collections;
using System.Globalization;
using Research.Adaptation.Data;
using Research.Adaptation.Papers;
using Research.Adaptation.Training;
using Research.Cli.Commands;

namespace Research.Cli.Tests.Commands;

/// <summary><c>--set</c> over every recipe of every paper whose data is embedded.</summary>
public sealed class RecipeSettingsTests
{
    // What changes no result, or nothing as long as another setting does not ask for it.
    private static readonly string[] WithoutEffect =
    [
        "Training.CheckpointEvery", "Training.EvaluateEvery", "Evaluation.BatchSize", "Training.Beta1", "Training.Beta2", "Training.Epsilon", "Training.Schedule.WarmUpStart",
    ];

    public static TheoryData<string> Recipes
    {
        get
        {
            var data = new TheoryData<string>();
            var seen = new HashSet<string>();
            foreach (var recipe in RecipeCatalogue.Recipes)
                if (Build(recipe) is { } e && seen.Add(string.Join(" ", RecipeSettings.List(e).Select(s => s.Name)))) data.Add(recipe.Key);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Set_EverySettingOfARecipe_ChangesItAndNothingElse(string key)
    {
        var recipe = RecipeCatalogue.Find(key);
        var plain = Build(recipe)!;
        var before = Hash(recipe, plain);
        var settings = RecipeSettings.List(plain);
        foreach (var (name, value) in settings)
        {
            Assert.Equal(before, Hash(recipe, RecipeSettings.Set(plain, name, Text(value))));
            var changed = RecipeSettings.List(RecipeSettings.Set(plain, name, Other(plain, name, value)));
            Assert.NotEqual(Text(value), Text(changed.Single(s => s.Name == name).Value));
            Assert.Equal(settings.Where(s => s.Name != name).Select(s => $"{s.Name}={Text(s.Value)}"), changed.Where(s => s.Name != name).Select(s => $"{s.Name}={Text(s.Value)}"));
        }
        Assert.Equal(before, Hash(recipe, Build(recipe)!));
    }

    // One that two different runs could differ by while they share a folder would be worse than none. A recipe may leave out what its
    // method does not read (the pose network of a stereo row), but then another one has it.
    [Fact]
    public void Set_EverySettingOfEveryRecipe_EntersTheHashOfSomeRecipe()
    {
        var (heard, silent) = (new HashSet<string>(), new HashSet<string>());
        foreach (var recipe in RecipeCatalogue.Recipes)
        {
            if (Build(recipe) is not { } plain) continue;
            var before = Hash(recipe, plain);
            foreach (var (name, value) in RecipeSettings.List(plain).Where(s => !heard.Contains($"{plain.GetType().Name} {s.Name}")))
                (Hash(recipe, RecipeSettings.Set(plain, name, Other(plain, name, value))) == before ? silent : heard).Add($"{plain.GetType().Name} {name}");
        }
        silent.ExceptWith(heard);
        silent.RemoveWhere(s => WithoutEffect.Contains(s.Split(' ')[1]));
        Assert.True(silent.Count == 0, $"settings that enter no hash: {string.Join(", ", silent)}");
        Assert.True(heard.Count > 50);
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Set_MisspelledName_IsRefusedWithTheNearest(string key)
    {
        var experiment = Build(RecipeCatalogue.Find(key))!;
        foreach (var (name, _) in RecipeSettings.List(experiment).Where(s => s.Name.Length > 8))
        {
            var wrong = name[..^2] + "zq";
            var error = Assert.Throws<UserErrorException>(() => RecipeSettings.Set(experiment, wrong, "1"));
            Assert.StartsWith($"--set: there is no setting '{wrong}'; did you mean '", error.Message);
            Assert.Equal(ExitCodes.WrongUsage, error.ExitCode);
        }
    }

    [Fact]
    public void Set_List_TakesNumbersWithCommas()
    {
        var experiment = Build(MaximumSquaresPaper.Gta5ToCityscapes.Rows[0])!;
        var changed = RecipeSettings.Set(experiment, "Network.Trunk.Blocks", "1, 2,1,3");
        Assert.Equal("1,2,1,3", Text(RecipeSettings.List(changed).Single(s => s.Name == "Network.Trunk.Blocks").Value));
        Assert.Contains("expected a whole number, got 'x'", Assert.Throws<UserErrorException>(() => RecipeSettings.Set(experiment, "Network.Trunk.Blocks", "1,x")).Message);
    }

    private static Experiment? Build(Recipe recipe)
    {
        try
        {
            return recipe.Build(Profile.Smoke, new DataPlaces());
        }
        catch (DatasetException)
        {
            return null;
        }
    }

    private static string Hash(Recipe recipe, Experiment experiment) =>
        new ExperimentRunner(new RunStore("/nowhere"), new DataPlaces(), TimeProvider.System)
            .Identify(recipe with { Build = (_, _) => experiment, StartsFrom = null, Needs = new Dictionary<string, Recipe>() }, Profile.Smoke, 1).Hash;

    private static string Text(object? value) => value switch
    {
        null => "none",
        string text => text,
        IEnumerable list => string.Join(",", list.Cast<object>().Select(Text)),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    // Another value of the setting's type; where the present one is null, a number that fits whatever is meant.
    private static string Other(Experiment experiment, string name, object? value) => value switch
    {
        null => Accepted(experiment, name, "1", "true", "Paper"),
        bool flag => (!flag).ToString(),
        Enum chosen => Enum.GetNames(chosen.GetType()).First(n => n != chosen.ToString()),
        double number => Text(number + 0.5),
        string text => text + "x",
        IEnumerable list => Text(list) + ",1",
        _ => Text(Convert.ToInt64(value, CultureInfo.InvariantCulture) + 1),
    };

    private static string Accepted(Experiment experiment, string name, params string[] texts) => texts.First(t =>
    {
        try
        {
            RecipeSettings.Set(experiment, name, t);
            return true;
        }
        catch (UserErrorException)
        {
            return false;
        }
    });
}
