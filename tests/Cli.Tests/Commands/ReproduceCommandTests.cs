using Research.Adaptation.Papers;
using Research.Adaptation.Training;

namespace Research.Cli.Tests.Commands;

[Collection(ProcessState.Name)]
public sealed class ReproduceCommandTests : IDisposable
{
    private readonly string _runs = Directory.CreateTempSubdirectory("cli-tests").FullName;
    private readonly string _data = Directory.CreateTempSubdirectory("cli-tests").FullName;

    public void Dispose()
    {
        Directory.Delete(_runs, recursive: true);
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public void Reproduce_SmokeTwice_PrintsTheTableAndSkipsWhatIsMissingAndKept()
    {
        string[] arguments = ["reproduce", "maximum-squares", "--profile", "smoke", "--seeds", "1", "--runs", _runs, "--data", _data];
        var first = CliRun.Of(arguments);
        Assert.True(first.ExitCode == 0, first.Error);
        foreach (var recipe in MaximumSquaresPaper.Gta5ToCityscapes.All)
            Assert.Matches($@"(?m)^{System.Text.RegularExpressions.Regex.Escape(recipe.Row)} +\d+\.\d +{(recipe.Published is { } p ? p.Mean.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture) : "–")} ", first.Output);
        Assert.Contains("7 runs, 0 of them kept from before", first.Output);
        Assert.Contains("(scenes-to-camvid)\nskipped: this recipe needs the dataset 'camvid'", first.Output);
        Assert.Contains("its numbers mean nothing", first.Output);

        var second = CliRun.Of(arguments);
        Assert.Contains("7 runs, 7 of them kept from before", second.Output);
        string Rows(string output) => string.Join("\n", output.Split('\n').Where(l => l.StartsWith("Ma", StringComparison.Ordinal) || l.StartsWith("So", StringComparison.Ordinal)));
        Assert.Equal(Rows(first.Output), Rows(second.Output));
    }

    [SkippableFact]
    public void Reproduce_TwoRunsAtOnce_GivesTheNumbersOfOneAtATimeToTheBit()
    {
        Skip.IfNot(File.Exists(ThisProgram.Path), $"{ThisProgram.Path} was not built");
        string[] arguments = ["reproduce", "maximum-squares", "--table", "gta5-to-cityscapes", "--profile", "smoke", "--seeds", "2", "--runs"];
        var (alone, together) = (Path.Combine(_runs, "alone"), Path.Combine(_runs, "together"));
        var one = CliRun.Of([.. arguments, alone, "--jobs", "1"]);
        var two = CliRun.Of([.. arguments, together, "--jobs", "2"]);
        Assert.True(two.ExitCode == 0, two.Error);
        Assert.Contains("14 runs, 0 of them kept from before", two.Output);
        Assert.Contains("up to 2 at once", two.Output);
        Assert.DoesNotContain("at once", one.Output);
        var losses = Directory.GetFiles(alone, "metrics.csv", SearchOption.AllDirectories);
        Assert.Equal(14, losses.Length);
        Assert.All(losses, file => Assert.Equal(WithoutTimes(file), WithoutTimes(Path.Combine(together, Path.GetRelativePath(alone, file)))));
        Assert.Contains("14 runs, 14 of them kept from before", CliRun.Of([.. arguments, together]).Output);
        string[] WithoutTimes(string file) => [.. MetricsLog.Read(file).Where(c => !c.Key.Contains("second", StringComparison.Ordinal)).Select(c => $"{c.Key} {string.Join(' ', c.Value)}")];
    }

    [Fact]
    public void Reproduce_OnlyATableWithoutItsData_SaysSoAndFails()
    {
        var run = CliRun.Of("reproduce", "maximum-squares", "--table", "scenes-to-camvid", "--runs", _runs, "--data", _data);
        Assert.Contains("skipped: this recipe needs the dataset 'camvid'", run.Output);
        Assert.Equal(ExitCodes.Failed, run.ExitCode);
        Assert.Empty(Directory.GetFileSystemEntries(_runs));
    }

    [Theory]
    [InlineData("maximum-square", "unknown paper 'maximum-square'; did you mean 'maximum-squares'?")]
    [InlineData("maximum-squares --table gta5-to-cityscape", "did you mean 'gta5-to-cityscapes'?")]
    [InlineData("maximum-squares --jobs 0", "--jobs: expected 1 to 256, got 0")]
    [InlineData("maximum-squares --seeds 0", "--seeds: expected 1 to 1000, got 0")]
    public void Reproduce_WrongName_SuggestsTheNearest(string arguments, string expected)
    {
        var run = CliRun.Of(["reproduce", .. arguments.Split(' '), "--runs", _runs]);
        Assert.Contains(expected, run.Error);
        Assert.Equal(ExitCodes.WrongUsage, run.ExitCode);
    }
}
