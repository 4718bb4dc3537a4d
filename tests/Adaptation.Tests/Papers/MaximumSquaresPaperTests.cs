using System.Text.RegularExpressions;
using Research.Adaptation.Data;
using Research.Adaptation.Methods;
using Research.Adaptation.Models;
using Research.Adaptation.Papers;
using Research.Adaptation.Training;

namespace Research.Adaptation.Tests.Papers;

public sealed class MaximumSquaresPaperTests
{
    [Fact]
    public void PublishedMeans_OfGta5ToCityscapes_AreThoseOfTheReadme() => Assert.Equal(
        [("Source", 36.9), ("MinEnt", 42.2), ("MaxSquare", 44.3), ("MaxSquare+IW", 45.2), ("MaxSquare+IW+Multi", 46.4)],
        MaximumSquaresPaper.Gta5ToCityscapesPublished.Rows.Select(r => (r.Method, r.Mean)));

    [Fact]
    public void PublishedClasses_OfEveryRow_AverageToItsMean()
    {
        PublishedTable[] tables = [MaximumSquaresPaper.Gta5ToCityscapesPublished, MaximumSquaresPaper.SynthiaToCityscapesPublished, .. MaximumSquaresPaper.CrossCityPublished];
        foreach (var table in tables)
        foreach (var row in table.Rows.Where(r => r.Classes.Count > 0))
        {
            Assert.Equal(table.LabelSpace.Count, row.Classes.Count);
            // Class numbers are rounded to 0.1, so their mean is within 0.05 of the true one; the published mean is rounded too.
            Assert.InRange(row.Classes.Average() - row.Mean, -0.1, 0.1);
        }
    }

    [Fact]
    public void PublishedClasses_FromMemory_AreMarked()
    {
        var table = MaximumSquaresPaper.Gta5ToCityscapesPublished;
        Assert.Equal(FactStatus.Recalled, table.Row("Source").ClassStatus);
        Assert.Equal(FactStatus.Verified, table.Row("MaxSquare+IW+Multi").ClassStatus);
        Assert.All(table.Rows, r => Assert.Equal(FactStatus.Verified, r.Status));
    }

    [Fact]
    public void Recipes_OfAllTables_HaveUniqueKeysAndStartFromTheirSource()
    {
        // The same key is the same run: rows that several tables share are one recipe but for the number they stand beside.
        foreach (var same in MaximumSquaresPaper.Tables.SelectMany(t => t.All).GroupBy(r => r.Key))
            Assert.Single(same.Select(r => (r.Build, r.StartsFrom, r.Description)).Distinct());
        foreach (var table in new[] { MaximumSquaresPaper.Gta5ToCityscapes, MaximumSquaresPaper.SynthiaToCityscapes, MaximumSquaresPaper.ScenesToCamVid })
            Assert.All(table.All.Where(r => r.Row != "Source"), r => Assert.Same(table.Row("Source"), r.StartsFrom));
        foreach (var table in MaximumSquaresPaper.CrossCity)
            Assert.All(table.All.Where(r => r.Row != "Source"), r => Assert.Equal("maximum-squares.cross-city.source", r.StartsFrom!.Key));
        Assert.Equal(45.2, MaximumSquaresPaper.Gta5ToCityscapes.Row("MaxSquare+IW").Published!.Mean);
    }

    [Fact]
    public void Published_SynthiaRows_HaveBothMeans()
    {
        Assert.Equal(
            [("Source", 30.1, 34.3), ("MaxSquare", 39.3, 45.8), ("MaxSquare+IW", 40.4, 46.9), ("MaxSquare+IW+Multi", 41.4, 48.2)],
            MaximumSquaresPaper.SynthiaToCityscapes.Rows.Select(r => (r.Row, r.Published!.Value("mIoU")!.Value, r.Published.Value("mIoU of 13")!.Value)));
        // The second mean is that of the same classes without wall, fence and pole (numbers rounded to 0.1).
        var space = LabelSpaces.Synthia16;
        foreach (var row in MaximumSquaresPaper.SynthiaToCityscapes.Published!.Rows)
            Assert.InRange(LabelSpaces.CrossCity13.Classes.Average(c => row.Classes[space.Find(c.Name).Id]) - row.SubsetMean!.Value, -0.15, 0.15);
    }

    [Fact]
    public void Published_Cities_AreThoseOfTheReadme() => Assert.Equal(
        [(51.0, 53.9, 54.5), (48.9, 52.0, 53.3), (47.8, 49.7, 50.5), (46.3, 49.8, 50.6)],
        MaximumSquaresPaper.CrossCity.Select(t => (t.Row("Source").Published!.Mean, t.Row("MaxSquare").Published!.Mean, t.Row("MaxSquare+IW").Published!.Mean)));

    [Theory]
    [InlineData(Profile.Smoke)]
    [InlineData(Profile.Mini)]
    public void Build_FurtherTables_HaveTheirClassesAndDomains(Profile profile)
    {
        foreach (var recipe in MaximumSquaresPaper.SynthiaToCityscapes.All)
        {
            var e = recipe.BuildAs<DomainExperiment>(profile, new DataPlaces());
            e.Validate();
            Assert.Equal(16, ((Adaptation.Models.DeepLabV2Options)e.Network.Options).Classes);
            Assert.Contains("synthia-like", e.Data.Source.Fingerprint);
            Assert.Contains("street", e.Data.Target.Fingerprint);
        }
        foreach (var table in MaximumSquaresPaper.CrossCity)
        {
            var city = "city-" + table.Key["cityscapes-to-".Length..];
            foreach (var recipe in table.All.Where(r => r.Row != "Source"))
            {
                var e = recipe.BuildAs<DomainExperiment>(profile, new DataPlaces());
                e.Validate();
                Assert.Equal(13, ((Adaptation.Models.DeepLabV2Options)e.Network.Options).Classes);
                Assert.Contains("street", e.Data.Source.Fingerprint);
                Assert.Contains(city, e.Data.Target.Fingerprint);
                Assert.Contains(city, e.Data.Evaluation.Fingerprint);
                Assert.NotEqual(e.Data.Target.Fingerprint, e.Data.Evaluation.Fingerprint);
            }
            Assert.Contains(city, table.Row("Source").Build(profile, new DataPlaces()).Describe().ToJsonString());
        }
    }

    [Fact]
    public void Build_Studies_VaryOneOptionAroundTheTablesRow()
    {
        MaximumSquaresOptions Options(Recipe r) => (MaximumSquaresOptions)r.BuildAs<DomainExperiment>(Profile.Mini, new DataPlaces()).Method.Options!;
        Assert.Equal([null, 0.2, 0.5, 1], MaximumSquaresPaper.AlphaStudy.Rows.Select(r => Options(r).ImageWiseAlpha));
        Assert.Equal([0.5, 1, 2, 4, 8], MaximumSquaresPaper.LambdaStudy.Rows.Select(r => Options(r).TargetWeight));
        Assert.Equal([0.5, 0.8, 0.95, 0.99], MaximumSquaresPaper.DeltaStudy.Rows.Select(r => Options(r).Delta));
        foreach (var study in new[] { MaximumSquaresPaper.AlphaStudy, MaximumSquaresPaper.LambdaStudy, MaximumSquaresPaper.DeltaStudy })
        {
            Assert.Equal("Source", study.Baseline);
            Assert.All(study.Rows, r => Assert.Same(MaximumSquaresPaper.SynthiaToCityscapes.Row("Source"), r.StartsFrom));
        }
        Assert.Single(MaximumSquaresPaper.DeltaStudy.Rows.Select(r => Options(r) with { Delta = 0 }).Distinct());
        Assert.Single(MaximumSquaresPaper.LambdaStudy.Rows.Select(r => Options(r) with { TargetWeight = 0 }).Distinct());
    }

    [Fact]
    public void Metric_OfACity_ReadsTheSharedRunOnThatCity()
    {
        // The source run has a report per city, an adapted run has its own only.
        EvaluationRecord Report(long right) => EvaluationRecord.Of(new Adaptation.Evaluation.EvaluationReport(
            BlockWorld.Space, Adaptation.Evaluation.ConfusionMatrix.FromCounts([[right, 0, 10 - right], [0, 0, 0], [0, 0, 0]]), [1, 1, 1], []), "blocks");
        RunResult Run(EvaluationRecord main, Dictionary<string, EvaluationRecord>? more) => new("nowhere", new RunRecord
        {
            Recipe = "r", Profile = "mini", Seed = 1, Hash = "0", Details = [], State = RunState.Finished, Steps = 1, Started = DateTimeOffset.UnixEpoch,
            Environment = RunEnvironment.Current(null, TorchSharp.torch.CPU), Notes = [], Result = main, More = more,
        }, kept: true);
        var rio = MaximumSquaresPaper.CrossCity.Single(t => t.Key == "cityscapes-to-rio").Metrics[0];
        // IoU of the one class in the truth is right / 10, of the wrongly predicted one 0.
        Assert.Equal(100 * (0.4 + 0) / 2, rio.Of(Run(Report(9), new() { ["rome"] = Report(2), ["rio"] = Report(4) })), 9);
        Assert.Equal(100 * (0.9 + 0) / 2, rio.Of(Run(Report(9), null)), 9);
    }

    [Theory]
    [InlineData(Profile.Smoke)]
    [InlineData(Profile.Mini)]
    public void Build_ScenesProfile_IsValidAndSharesDataWithinTheTable(Profile profile)
    {
        foreach (var recipe in MaximumSquaresPaper.Gta5ToCityscapes.Rows)
        {
            var e = recipe.BuildAs<DomainExperiment>(profile, new DataPlaces());
            e.Validate();
            var network = Assert.IsType<DeepLabV2Options>(e.Network.Options);
            network.Validate();
            Assert.Equal(19, network.Classes);
            Assert.Contains("game", e.Data.Source.Fingerprint, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("street", e.Data.Target.Fingerprint, StringComparison.OrdinalIgnoreCase);
            Assert.NotEqual(e.Data.Target.Fingerprint, e.Data.Evaluation.Fingerprint);
        }
    }

    [Fact]
    public void Build_RowsOfATable_DifferInTheMethodOnly()
    {
        var rows = MaximumSquaresPaper.Gta5ToCityscapes.Rows.Skip(1).Select(r => r.BuildAs<DomainExperiment>(Profile.Mini, new DataPlaces())).ToList();
        Assert.Single(rows.Select(e => (e.Training, e.Network.Options, e.BatchSize, e.Stage, e.SourcePreparation, e.TargetPreparation)).Distinct());
        Assert.Equal(4, rows.Select(e => (e.Method.Name, e.Method.Options)).Distinct().Count());
        Assert.Equal(0.2, ((MaximumSquaresOptions)rows[2].Method.Options!).ImageWiseAlpha);
        Assert.True(((MaximumSquaresOptions)rows[3].Method.Options!).MultiLevel);
    }

    [Fact]
    public void Build_WithoutTheDataset_SaysWhichAndHowToGetIt()
    {
        using var empty = new Data.TemporaryFolder();
        var error = Assert.Throws<DatasetException>(() => MaximumSquaresPaper.ScenesToCamVid.Rows[0].Build(Profile.Mini, new DataPlaces(DataRoot: empty.Path)));
        Assert.Contains("camvid", error.Message);
        error = Assert.Throws<DatasetException>(() => MaximumSquaresPaper.Gta5ToCityscapes.Rows[0].Build(Profile.Paper, new DataPlaces(DataRoot: empty.Path)));
        Assert.Contains("the dataset 'gta5'", error.Message);
        Assert.Contains("research data list", error.Message);
    }

    [Fact]
    public void Differences_AsRendered_AreNumberedWithoutGaps()
    {
        var numbers = Regex.Matches(MaximumSquaresPaper.Differences, @"^(\d+)\. ", RegexOptions.Multiline).Select(m => int.Parse(m.Groups[1].Value)).ToList();
        Assert.Equal(Enumerable.Range(1, numbers.Count), numbers);
        Assert.True(numbers.Count >= 20);
    }
}
