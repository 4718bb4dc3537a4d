using Research.Adaptation.Models;
using Research.Adaptation.Papers;
using Research.Cli.Commands;

namespace Research.Cli.Tests.Commands;

[Collection(ProcessState.Name)]
public sealed class TrainCommandTests : IDisposable
{
    private readonly string _runs = Directory.CreateTempSubdirectory("cli-tests").FullName;

    public void Dispose() => Directory.Delete(_runs, recursive: true);

    private static Recipe First => RecipeCatalogue.Find("maximum-squares.gta5-to-cityscapes.source");

    [Fact]
    public void Train_TwoStepsTwice_KeepsTheRun()
    {
        string[] arguments = ["train", First.Key, "--profile", "smoke", "--seed", "3", "--set", "Training.Steps=2", "--runs", _runs];
        var first = CliRun.Of(arguments);
        Assert.Equal(0, first.ExitCode);
        Assert.Matches($@"^{First.Key}, smoke, seed 3: \d+\.\d\d % mean IoU .*, 2 steps in [\d.]+ s\n  {_runs}", first.Output);
        Assert.Matches(@", 2 steps in [\d.]+ s, kept\n", CliRun.Of(arguments).Output);

        var list = CliRun.Of("runs", "list", "--runs", _runs);
        Assert.Matches($@"(?m)^[0-9a-f]{{10}}  {First.Key} +smoke +3  finished +[\d.]+ +2 ", list.Output);
        var hash = Path.GetFileName(Directory.GetDirectories(Path.Combine(_runs, First.Key)).Single());
        var show = CliRun.Of("runs", "show", hash[..6], "--runs", _runs);
        Assert.Equal(0, show.ExitCode);
        Assert.Contains("road", show.Output);
        Assert.Contains($"recipe     {First.Key}, profile smoke, seed 3\n", show.Output);
    }

    [Theory]
    [InlineData("BestOnTargetLabels", @"best on target labels \(chosen with the answers\), step [24]")]
    [InlineData("BestOnSourceValidation", @"best on source validation, step [24]")]
    public void Train_BestWeightsKept_SaysSoWhereverTheScoreIsShown(string rule, string text)
    {
        var run = CliRun.Of("train", First.Key, "--profile", "smoke", "--seed", "3", "--runs", _runs, "--set", "Training.Steps=4", "EvaluateEvery=2", $"Keep={rule}");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Matches($@"(?m)^{First.Key}, smoke, seed 3: .*; weights: {text}$", run.Output);
        Assert.Matches($@"(?m)^[0-9a-f]{{10}} .* {text}", CliRun.Of("runs", "list", "--runs", _runs).Output);
        var hash = Path.GetFileName(Directory.GetDirectories(Path.Combine(_runs, First.Key)).Single());
        Assert.Matches($"weights: {text}", CliRun.Of("runs", "show", hash, "--runs", _runs).Output);
    }

    [Theory]
    [InlineData("--set Keep=BestOnTargetLabels EvaluateEvery=0", "EvaluateEvery: expected at least 1 with Keep = BestOnTargetLabels")]
    [InlineData("--set Foo=1", "there is no setting 'Foo'")]
    [InlineData("--set Training.Stepz=1", "did you mean 'Training.Steps'?")]
    [InlineData("--set Width=64", "'Width' may mean ")]
    [InlineData("--set Training.Steps=x", "--set Training.Steps: expected a whole number, got 'x'")]
    [InlineData("--set Training.Steps=0", "Steps: expected 1 to ")]
    [InlineData("--set Steps", "expected NAME=VALUE, got 'Steps'")]
    [InlineData("--profile smok", "--profile: expected smoke, mini or paper, got 'smok'")]
    [InlineData("--device gpu", "--device: expected cpu, cuda, cuda:NUMBER or auto, got 'gpu'")]
    [InlineData("--data /no/such/folder", "--data: expected a folder")]
    public void Train_BadOption_SaysSoBeforeTraining(string arguments, string expected)
    {
        var run = CliRun.Of(["train", First.Key, "--runs", _runs, .. arguments.Split(' ')]);
        Assert.Contains(expected, run.Error);
        Assert.Equal(ExitCodes.WrongUsage, run.ExitCode);
        Assert.Empty(Directory.GetFileSystemEntries(_runs));
    }

    [Fact]
    public void Train_UnknownRecipe_SuggestsTheNearest()
    {
        var run = CliRun.Of("train", First.Key + "x", "--runs", _runs);
        Assert.Contains($"did you mean '{First.Key}'?", run.Error);
        Assert.Equal(ExitCodes.WrongUsage, run.ExitCode);
    }

    [Fact]
    public void Runs_NothingThere_SaysSo()
    {
        Assert.Contains("no runs in", CliRun.Of("runs", "list", "--runs", _runs).Output);
        Assert.Equal(ExitCodes.Failed, CliRun.Of("runs", "show", "abc", "--runs", _runs).ExitCode);
    }

    [Fact]
    public void Recipes_All_StandInTheList()
    {
        var list = CliRun.Of("recipes").Output;
        Assert.All(RecipeCatalogue.Recipes, r => Assert.Contains(r.Key + " ", list));
    }

    [Fact]
    public void Change_SettingsOfEveryLevel_LeaveTheRecipe()
    {
        var recipe = RecipeCatalogue.Find("maximum-squares.gta5-to-cityscapes.max-square");
        var before = recipe.BuildAs<DomainExperiment>(Profile.Smoke, new DataPlaces());
        var after = RecipeSettings.Change(recipe, ["training.steps=7", "Network.Trunk.Width=16", "Method.Options.TargetWeight=0.5", "Network.Fidelity=releasedcode"])
            .BuildAs<DomainExperiment>(Profile.Smoke, new DataPlaces());
        var network = Assert.IsType<DeepLabV2Options>(after.Network.Options);
        Assert.Equal((7, 16), (after.Training.Steps, network.Trunk.Width));
        Assert.Equal(Adaptation.Fidelity.ReleasedCode, network.Fidelity);
        Assert.Equal(0.5, (double)after.Method.Options!.GetType().GetProperty("TargetWeight")!.GetValue(after.Method.Options)!);
        Assert.Equal(before.Training.Momentum, after.Training.Momentum);
        Assert.NotEqual(7, recipe.Build(Profile.Smoke, new DataPlaces()).Training.Steps);
    }
}
