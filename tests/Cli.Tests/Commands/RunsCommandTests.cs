using Research.Adaptation.Papers;
using Research.Adaptation.Training;

namespace Research.Cli.Tests.Commands;

/// <summary>What <c>runs</c> says about a store with two finished runs of one recipe, a stopped one, and an outdated one.</summary>
[Collection(ProcessState.Name)]
public sealed class RunsCommandTests : IDisposable
{
    private const string Recipe = "maximum-squares.gta5-to-cityscapes.source";

    private readonly string _runs = Directory.CreateTempSubdirectory("cli-tests").FullName;

    public void Dispose() => Directory.Delete(_runs, recursive: true);

    private string Train(params string[] settings)
    {
        var before = Folders().ToHashSet();
        var run = CliRun.Of(["train", Recipe, "--profile", "smoke", "--seed", "1", "--runs", _runs, "--set", "Training.Steps=3", "Training.EvaluateEvery=2", .. settings]);
        Assert.True(run.ExitCode == 0, run.Error);
        return Path.GetFileName(Folders().Single(f => !before.Contains(f)));
    }

    private string[] Folders() => [.. Directory.GetDirectories(_runs).Where(d => !Path.GetFileName(d).StartsWith('.')).SelectMany(Directory.GetDirectories)];

    private string RecordOf(string hash) => Path.Combine(_runs, Recipe, hash, "run.json");

    [Fact]
    public void CompareAndDiff_TwoRuns_ShowScoresCurvesAndWhatDiffers()
    {
        var (slow, fast) = (Train("Rate=0.001"), Train("Rate=0.02", "BatchSize=2"));
        var compare = CliRun.Of("runs", "compare", slow[..8], fast[..8], "--runs", _runs);
        Assert.Equal((0, ""), (compare.ExitCode, compare.Error));
        foreach (var part in new[] { "Scores", "mIoU [%] at each evaluation", "loss 'source'", "IoU per class [%]", slow[..10], fast[..10], "road", " last" })
            Assert.Contains(part, compare.Output);
        // One evaluation on the way, at step 2; three steps of losses, with the numbers of metrics.csv.
        var losses = MetricsLog.Read(Path.Combine(_runs, Recipe, fast, "metrics.csv"))["source"];
        Assert.Contains(losses[2].ToString("0.0000", System.Globalization.CultureInfo.InvariantCulture), compare.Output);

        var diff = CliRun.Of("runs", "diff", slow, fast, "--runs", _runs);
        Assert.Matches(@"(?m)^schedule\.Rate +0\.001 +0\.02$", diff.Output);
        Assert.Matches(@"(?m)^batch +1 +2$", diff.Output);
        Assert.DoesNotContain("momentum", diff.Output);
        Assert.Equal("no detail differs\n", CliRun.Of("runs", "diff", slow, slow, "--runs", _runs).Output);

        Assert.Equal(ExitCodes.WrongUsage, CliRun.Of("runs", "compare", slow, slow, "--runs", _runs).ExitCode);
        Assert.Contains("no run in", CliRun.Of("runs", "diff", slow, "zzz", "--runs", _runs).Error);
    }

    [Fact]
    public void Prune_StoppedAndOutdatedRuns_AreListedThenRemovedAndOthersStay()
    {
        var (kept, stopped, outdated) = (Train(), Train("Rate=0.003"), Train("Rate=0.004"));
        Assert.Contains("nothing to remove", CliRun.Of("runs", "prune", "--runs", _runs).Output);
        File.WriteAllText(RecordOf(stopped), File.ReadAllText(RecordOf(stopped)).Replace("\"state\": \"finished\"", "\"state\": \"started\"").Replace("\"steps\": 3,", "\"steps\": 9,"));
        File.WriteAllText(RecordOf(outdated), File.ReadAllText(RecordOf(outdated)).Replace($"\"numerics\": {Numerics.Version}", "\"numerics\": 0"));

        var dry = CliRun.Of("runs", "prune", "--runs", _runs);
        Assert.Equal(0, dry.ExitCode);
        Assert.Matches($@"(?m)^{Recipe}/{stopped}  [\d.]+ \w+  not finished: step 3 of 9; training it again would go on$", dry.Output);
        Assert.Matches($@"(?m)^{Recipe}/{outdated}  [\d.]+ \w+  superseded: numerics 0, now {Numerics.Version}$", dry.Output);
        Assert.Contains("nothing was removed", dry.Output);
        Assert.Equal(3, Folders().Length);

        // Whoever trains a run keeps it.
        using (RunFolder.Open(Path.Combine(_runs, Recipe, stopped), stopped, TimeProvider.System))
        {
            var held = CliRun.Of("runs", "prune", "--yes", "--runs", _runs);
            Assert.Contains("left alone: ", held.Error);
            Assert.Contains("removed 1 of 2 runs", held.Output);
        }
        Assert.Contains("removed 1 of 1 runs", CliRun.Of("runs", "prune", "--yes", "--runs", _runs).Output);
        Assert.Equal([kept], Folders().Select(Path.GetFileName));
    }

    [Fact]
    public void Remove_FolderThatIsNoRun_IsRefused()
    {
        var store = new RunStore(_runs);
        Directory.CreateDirectory(Path.Combine(_runs, "a", "b"));
        Assert.Throws<ArgumentException>(() => store.Remove(_runs, TimeProvider.System));
        Assert.Throws<ArgumentException>(() => store.Remove(Path.Combine(_runs, "a", "b"), TimeProvider.System));
        Assert.True(Directory.Exists(Path.Combine(_runs, "a", "b")));
    }
}
