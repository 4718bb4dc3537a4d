using Research.Adaptation.Methods;
using Research.Adaptation.Papers;
using Research.Adaptation.Tests.Data;
using Research.Adaptation.Training;

namespace Research.Adaptation.Tests.Papers;

public sealed class ExperimentRunnerTests
{
    private static ExperimentRunner Runner(string root, Action<TrainingProgress>? progress = null) => new(
        new RunStore(root), new DataPlaces(), TimeProvider.System, "abc123", progress is null ? null : new Synchronous(progress));

    [Fact]
    public void Run_RecipeThatStartsFromAnother_TrainsBothAndRecordsEverything()
    {
        using var temporary = new TemporaryFolder();
        var result = Runner(temporary.Path).Run(BlockRecipes.Adapted, Profile.Mini, seed: 4);
        Assert.False(result.Kept);
        Assert.Equal(("blocks.adapted", "mini", 4L, 6L, "abc123"), (result.Recipe, result.Profile, result.Seed, result.Steps, result.Commit));
        Assert.InRange(result.MeanIntersectionOverUnion, 0, 1);
        Assert.Equal(5, result.Report.Images.Count);
        Assert.Equal(["red", "green", "blue"], result.Report.Classes.Select(c => c.Name));
        Assert.Equal(6, result.Metrics()["step"].Length);
        var start = new RunStore(temporary.Path).List().Single(r => r.Record!.Recipe == "blocks.source");
        Assert.Equal(Path.GetRelativePath(temporary.Path, start.Folder), result.Record.StartedFrom);
        Assert.Equal(RunState.Finished, start.Record!.State);
        Assert.Equal(["00000.png", "00002.png", "00004.png"], Directory.GetFiles(Path.Combine(result.Folder, "predictions")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Run_Again_IsKeptAndGivesTheSameReport()
    {
        using var temporary = new TemporaryFolder();
        var first = Runner(temporary.Path).Run(BlockRecipes.Adapted, Profile.Mini, 4);
        var phases = new List<string>();
        var second = Runner(temporary.Path, p => phases.Add(p.Phase)).Run(BlockRecipes.Adapted, Profile.Mini, 4);
        Assert.True(second.Kept);
        Assert.Equal(["kept"], phases);
        Assert.Equal(first.MeanIntersectionOverUnion, second.MeanIntersectionOverUnion);
        Assert.Equal(first.Report.Classes, second.Report.Classes);
        Assert.Equal(first.Report.Images, second.Report.Images);
    }

    [Fact]
    public void Run_SameSeedInAnotherStore_GivesTheSameWeightsToTheBit()
    {
        using var one = new TemporaryFolder();
        using var two = new TemporaryFolder();
        var (runner, other) = (Runner(one.Path), Runner(two.Path));
        using var a = runner.LoadModel(BlockRecipes.Adapted, runner.Run(BlockRecipes.Adapted, Profile.Mini, 4));
        using var b = other.LoadModel(BlockRecipes.Adapted, other.Run(BlockRecipes.Adapted, Profile.Mini, 4));
        using var c = other.LoadModel(BlockRecipes.Adapted, other.Run(BlockRecipes.Adapted, Profile.Mini, 5));
        Assert.Equal(TinyTraining.Weights(a), TinyTraining.Weights(b));
        Assert.NotEqual(TinyTraining.Weights(a)["trunk.conv1.weight"], TinyTraining.Weights(c)["trunk.conv1.weight"]);
    }

    [Fact]
    public void Run_StoppedOnTheWay_GoesOnAndEndsTheSame()
    {
        using var stopped = new TemporaryFolder();
        using var whole = new TemporaryFolder();
        using var cancel = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => Runner(stopped.Path, p =>
        {
            if (p is { Recipe: "blocks.adapted", Step: 3 }) cancel.Cancel();
        }).Run(BlockRecipes.Adapted, Profile.Mini, 4, cancel.Token));
        Assert.Equal(RunState.Started, new RunStore(stopped.Path).List().Single(r => r.Record!.Recipe == "blocks.adapted").Record!.State);
        var steps = new List<long>();
        var resumed = Runner(stopped.Path, p =>
        {
            if (p.Phase == "training") steps.Add(p.Step);
        }).Run(BlockRecipes.Adapted, Profile.Mini, 4);
        Assert.Equal([4L, 5L, 6L], steps);
        Assert.Equal(Runner(whole.Path).Run(BlockRecipes.Adapted, Profile.Mini, 4).Report.Classes, resumed.Report.Classes);
    }

    [Fact]
    public void Run_DamagedRecord_NamesTheFileAndTheRemedy()
    {
        using var temporary = new TemporaryFolder();
        var result = Runner(temporary.Path).Run(BlockRecipes.Source, Profile.Mini, 4);
        var path = Path.Combine(result.Folder, "run.json");
        foreach (var text in new[] { "", "{\"schema\": 1}", "[]", File.ReadAllText(path)[..200], File.ReadAllText(path).Replace("\"schema\": 1", "\"schema\": 9") })
        {
            File.WriteAllText(path, text);
            var error = Assert.Throws<RunException>(() => Runner(temporary.Path).Run(BlockRecipes.Source, Profile.Mini, 4));
            Assert.StartsWith(path, error.Message);
            Assert.Contains("elete the run's folder", error.Message);
        }
        var (_, record, problem) = new RunStore(temporary.Path).List().Single();
        Assert.Null(record);
        Assert.Contains("run.json", problem);
    }

    [Fact]
    public void Run_LossNotFinite_IsRecordedAsFailedWithTheReason()
    {
        using var temporary = new TemporaryFolder();
        var divergent = BlockRecipes.Create("divergent", null, MethodChoice.Of("Divergent", i => new Divergent(i.Model)), 6);
        Assert.Throws<TrainingException>(() => Runner(temporary.Path).Run(divergent, Profile.Mini, 1));
        var record = new RunStore(temporary.Path).List().Single().Record!;
        Assert.Equal(RunState.Failed, record.State);
        Assert.Contains("'source' is NaN at step 3", record.Notes[^1]);
    }

    [Fact]
    public void Identify_OptionsOrSeedChanged_IsAnotherRun()
    {
        using var temporary = new TemporaryFolder();
        var runner = Runner(temporary.Path);
        var weaker = BlockRecipes.Create("adapted", BlockRecipes.Source, MethodChoice.Of(new MaximumSquaresOptions { TargetWeight = 0.2 }), 6);
        var longer = BlockRecipes.Create("adapted", BlockRecipes.Source, MethodChoice.Of(new MaximumSquaresOptions { TargetWeight = 0.1 }), 7);
        var otherStart = BlockRecipes.Create("adapted", BlockRecipes.Create("source", null, MethodChoice.SourceOnly, 13), MethodChoice.Of(new MaximumSquaresOptions { TargetWeight = 0.1 }), 6);
        var hashes = new[] { BlockRecipes.Adapted, weaker, longer, otherStart }.Select(r => runner.Identify(r, Profile.Mini, 4).Hash)
            .Append(runner.Identify(BlockRecipes.Adapted, Profile.Mini, 5).Hash).ToList();
        Assert.Equal(5, hashes.Distinct().Count());
        Assert.Equal(hashes[0], runner.Identify(BlockRecipes.Adapted, Profile.Mini, 4).Hash);
    }

    private sealed class Divergent(Adaptation.Models.ISegmentationModel model) : IAdaptationMethod
    {
        public string Name => "divergent";

        public IEnumerable<LossTerm> Step(Adaptation.Data.DomainBatch batch, StepContext step)
        {
            var loss = model.Forward(batch.Source.Images).High.square().mean();
            yield return new LossTerm("source", step.Step == 3 ? loss * double.NaN : loss);
        }
    }

    private sealed class Synchronous(Action<TrainingProgress> action) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => action(value);
    }
}
