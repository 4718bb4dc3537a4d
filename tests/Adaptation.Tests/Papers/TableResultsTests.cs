using Research.Adaptation.Data;
using Research.Adaptation.Methods;
using Research.Adaptation.Papers;
using Research.Adaptation.Tests.Data;
using Research.Adaptation.Training;
using Research.Tables;

namespace Research.Adaptation.Tests.Papers;

public sealed class TableResultsTests
{
    private static readonly PublishedTable Published = new("t", "A test.", BlockWorld.Space,
        [new("source", 40, FactStatus.Verified, "test"), new("adapted", 45.5, FactStatus.Recalled, "test") { Others = new Dictionary<string, double> { ["global accuracy"] = 80 } }]);

    private static readonly Recipe Source = BlockRecipes.Create("source", null, MethodChoice.SourceOnly, 4) with { Published = Published.Rows[0] };

    private static RecipeTable Table { get; } = new("t", "A test.", Published,
        [Source, BlockRecipes.Create("adapted", Source, MethodChoice.Of(new MaximumSquaresOptions()), 3) with { Published = Published.Rows[1] }])
    {
        Controls = [BlockRecipes.Create("longer", Source, MethodChoice.SourceOnly, 3)],
        Metrics = [TableMetric.MeanIntersectionOverUnion, TableMetric.GlobalAccuracy],
    };

    private static TableResults Run(string folder, params long[] seeds) => TableResults.Run(
        new ExperimentRunner(new RunStore(folder), new DataPlaces(), TimeProvider.System), Table, Profile.Mini, seeds);

    [Fact]
    public void Run_ThreeSeeds_MeanSpreadAndGainAreThoseOfTheRuns()
    {
        using var temporary = new TemporaryFolder();
        var results = Run(temporary.Path, 1, 2, 3);
        Assert.Equal(9, results.All.Count());
        Assert.Equal([1L, 2L, 3L], results.Runs("adapted").Select(r => r.Seed));
        var scores = results.Runs("adapted").Select(r => 100 * r.MeanIntersectionOverUnion).ToArray();
        var mean = (scores[0] + scores[1] + scores[2]) / 3;
        var spread = Math.Sqrt(scores.Sum(s => Math.Pow(s - mean, 2)) / 2);
        Assert.Equal(mean, results.Mean("adapted"), 10);
        Assert.Equal(spread, results.Spread("adapted"), 10);
        Assert.Equal(mean - results.Mean("source"), results.Gain("adapted"), 10);
        Assert.Equal(results.Gain("adapted", "longer") > Math.Max(spread, results.Spread("longer")), results.BeatsBySpread("adapted", "longer"));
        Assert.False(results.BeatsBySpread("source", "source"));
        Assert.All(Run(temporary.Path, 3, 1).All, r => Assert.True(r.Kept));
    }

    [Fact]
    public void ToDataFrame_TwoMetrics_StandBesideThePublishedNumbersWithTheirStatus()
    {
        using var temporary = new TemporaryFolder();
        var results = Run(temporary.Path, 1);
        var frame = results.ToDataFrame();
        Assert.Equal(
            ["row", "mIoU", "mIoU ±", "mIoU published", "global accuracy", "global accuracy ±", "global accuracy published", "gain", "published gain", "status", "each seed", "seconds"],
            frame.Columns.Select(c => c.Name));
        string Cells(string column) => string.Join("|", Enumerable.Range(0, 3).Select(i => FormattableString.Invariant($"{frame[column][i]}")));
        Assert.Equal("source|adapted|longer", Cells("row"));
        Assert.Equal("||", Cells("mIoU ±"));
        Assert.Equal("40|45.5|", Cells("mIoU published"));
        Assert.Equal("|80|", Cells("global accuracy published"));
        Assert.Equal("0|5.5|", Cells("published gain"));
        Assert.Equal("verified|recalled|control", Cells("status"));
        Assert.Equal(100 * results.Runs("longer")[0].Report.PixelAccuracy, (double)frame["global accuracy"][2]!, 10);
        Assert.False(results.BeatsBySpread("adapted"));
    }

    [Fact]
    public void Run_SeedTwiceOrNone_IsRefused()
    {
        Assert.Contains("got [1, 1]", Assert.Throws<ArgumentException>(() => Run("/nowhere", 1, 1)).Message);
        Assert.Contains("got []", Assert.Throws<ArgumentException>(() => Run("/nowhere")).Message);
    }

    [Fact]
    public void Obstacle_DatasetMissing_NamesIt()
    {
        using var empty = new TemporaryFolder();
        Assert.Contains("camvid", MaximumSquaresPaper.ScenesToCamVid.Obstacle(Profile.Mini, new DataPlaces(DataRoot: empty.Path)));
        Assert.Null(MaximumSquaresPaper.Gta5ToCityscapes.Obstacle(Profile.Mini, new DataPlaces(DataRoot: empty.Path)));
    }
}
