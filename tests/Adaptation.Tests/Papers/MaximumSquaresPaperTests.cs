using System.Text.RegularExpressions;
using Research.Adaptation.Data;
using Research.Adaptation.Methods;
using Research.Adaptation.Models;
using Research.Adaptation.Papers;

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
        var recipes = MaximumSquaresPaper.Tables.SelectMany(t => t.Rows.Concat(t.Controls)).ToList();
        Assert.Equal(14, recipes.Select(r => r.Key).Distinct().Count());
        foreach (var table in MaximumSquaresPaper.Tables)
            Assert.All(table.Rows.Skip(1).Concat(table.Controls), r => Assert.Same(table.Rows[0], r.StartsFrom));
        Assert.Equal(45.2, MaximumSquaresPaper.Gta5ToCityscapes.Row("MaxSquare+IW").Published!.Mean);
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
        Assert.Contains("cityscapes", error.Message);
    }

    [Fact]
    public void Differences_AsRendered_AreNumberedWithoutGaps()
    {
        var numbers = Regex.Matches(MaximumSquaresPaper.Differences, @"^(\d+)\. ", RegexOptions.Multiline).Select(m => int.Parse(m.Groups[1].Value)).ToList();
        Assert.Equal(Enumerable.Range(1, numbers.Count), numbers);
        Assert.True(numbers.Count >= 20);
    }
}
