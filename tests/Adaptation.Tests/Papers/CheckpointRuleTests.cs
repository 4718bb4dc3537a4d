using Research.Adaptation.Methods;
using Research.Adaptation.Papers;
using Research.Adaptation.Tests.Data;
using Research.Adaptation.Training;

namespace Research.Adaptation.Tests.Papers;

public sealed class CheckpointRuleTests
{
    private static Recipe Create(CheckpointRule rule) =>
        BlockRecipes.Create("kept", null, MethodChoice.SourceOnly, 12, o => o with { Keep = rule, EvaluateEvery = 2, CheckpointEvery = 5 });

    private static ExperimentRunner Runner(string folder, Action<TrainingProgress>? progress = null) =>
        new(new RunStore(folder), new DataPlaces(), TimeProvider.System, progress: progress is null ? null : new Synchronous(progress));

    [Theory]
    [InlineData(CheckpointRule.BestOnTargetLabels, "best on target labels (chosen with the answers), step ")]
    [InlineData(CheckpointRule.BestOnSourceValidation, "best on source validation, step ")]
    public void Run_BestKept_ResultIsOfTheStepWithTheHighestScoreAndSaysSo(CheckpointRule rule, string text)
    {
        using var temporary = new TemporaryFolder();
        var recipe = Create(rule);
        var result = Runner(temporary.Path).Run(recipe, Profile.Mini, 1);
        var curve = result.EvaluationCurve();
        Assert.Equal([2.0, 4.0, 6.0, 8.0, 10.0, 12.0], curve["step"]);
        var best = Array.IndexOf(curve["selection"], curve["selection"].Max());
        Assert.Equal((long)curve["step"][best], result.Record.CheckpointStep);
        Assert.Equal(curve["miou"][best], result.MeanIntersectionOverUnion);
        if (rule == CheckpointRule.BestOnTargetLabels) Assert.Equal(curve["miou"], curve["selection"]);
        else Assert.NotEqual(curve["miou"], curve["selection"]);
        Assert.Equal(text + curve["step"][best], result.CheckpointText);
        Assert.Equal(result.Record.CheckpointStep, Checkpoint.Inspect(result.CheckpointPath).Step);
        Assert.Equal(curve["selection"][best], Checkpoint.Inspect(result.CheckpointPath).Score);

        // The weights handed out are those the result is of.
        using var model = Runner(temporary.Path).LoadModel(recipe, result);
        var saved = TinyTraining.Checkpointed(result.Folder, "checkpoint.best.safetensors");
        foreach (var (name, values) in TinyTraining.Weights(model)) Assert.Equal(saved["model." + name], values);
    }

    [Fact]
    public void Run_BestKeptAndInterrupted_ChoosesTheSame()
    {
        using var whole = new TemporaryFolder();
        using var stopped = new TemporaryFolder();
        var recipe = Create(CheckpointRule.BestOnSourceValidation);
        var expected = Runner(whole.Path).Run(recipe, Profile.Mini, 1);
        foreach (var step in new[] { 3, 7, 11 })
        {
            using var cancel = new CancellationTokenSource();
            Assert.ThrowsAny<OperationCanceledException>(() => Runner(stopped.Path, p =>
            {
                if (p.Step == step) cancel.Cancel();
            }).Run(recipe, Profile.Mini, 1, cancel.Token));
        }
        var result = Runner(stopped.Path).Run(recipe, Profile.Mini, 1);
        Assert.Equal(expected.Record.CheckpointStep, result.Record.CheckpointStep);
        Assert.Equal(expected.Report.Classes, result.Report.Classes);
        Assert.Equal(TinyTraining.Checkpointed(expected.Folder, "checkpoint.best.safetensors"), TinyTraining.Checkpointed(result.Folder, "checkpoint.best.safetensors"));
    }

    [Fact]
    public void ToDataFrame_WeightsChosenByTargetLabels_AreMarkedInTheStatus()
    {
        using var temporary = new TemporaryFolder();
        var table = new RecipeTable("t", "A test.", null, [Create(CheckpointRule.BestOnTargetLabels)]);
        var frame = TableResults.Run(Runner(temporary.Path), table, Profile.Mini, [1]).ToDataFrame();
        Assert.Contains("best on target labels (chosen with the answers)", (string)frame["status"][0]!);
    }

    [Fact]
    public void Identify_AnotherRule_IsAnotherRunAndOldSettingsKeepTheirHash()
    {
        using var temporary = new TemporaryFolder();
        var runner = Runner(temporary.Path);
        var hashes = Enum.GetValues<CheckpointRule>().Select(r => runner.Identify(Create(r), Profile.Mini, 1).Hash).ToList();
        Assert.Equal(3, hashes.Distinct().Count());
        // Written down when the first runs were kept: whoever changes it makes users train again (and raises Numerics.Version).
        var details = runner.Identify(BlockRecipes.Source, Profile.Mini, 1).Details;
        Assert.Equal(
            "averageWithFlipped batch evaluationData evaluationPreparation method methodOptions momentum network numerics schedule source "
            + "sourcePreparation stage startsFrom steps target targetPreparation torch weightDecay",
            string.Join(" ", details.Select(d => d.Key).Order(StringComparer.Ordinal)));
        Assert.Equal(
            ["MaximumSteps 22", "Power 0.9", "Rate 0.01"],
            details["schedule"]!.AsObject().Select(f => $"{f.Key} {f.Value!.ToJsonString()}").Order(StringComparer.Ordinal));
    }

    private sealed class Synchronous(Action<TrainingProgress> action) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => action(value);
    }
}
