using System.Text.RegularExpressions;
using Research.Adaptation.Data;
using Research.Adaptation.Methods;
using Research.Adaptation.Models;
using Research.Adaptation.Papers;

namespace Research.Adaptation.Tests.Papers;

public sealed class RegionDannPaperTests
{
    private static readonly DataPlaces Nowhere = new();

    [Fact]
    public void Published_Table1_IsThatOfTheAbstract()
    {
        var rows = RegionDannPaper.Gta5ToCityscapesPublished.Rows;
        Assert.Equal(
            [("SegNet(T)", 75.9, 42.2, 32.0), ("SegNet(S)", 64.7, 27.5, 17.1), ("DANN", 68.7, 30.3, 20.3), ("Proposed", 68.9, 30.7, 20.7), ("Proposed + pre-training", 68.7, 31.7, 21.2)],
            rows.Select(r => (r.Method, r.Value("global accuracy")!.Value, r.Value("class accuracy")!.Value, r.Value("mIoU")!.Value)));
        Assert.All(rows, r => Assert.Equal(FactStatus.Verified, r.Status));
        // The text's own claims: +3.6 over SegNet(S), +0.4 over DANN.
        Assert.Equal(3.6, rows[3].Mean - rows[1].Mean, 9);
        Assert.Equal(0.4, rows[3].Mean - rows[2].Mean, 9);
    }

    [Fact]
    public void Rows_OfTheTables_StartWhereTheAbstractSays()
    {
        foreach (var table in new[] { RegionDannPaper.Gta5ToCityscapes, RegionDannPaper.ScenesToCamVid })
        {
            Assert.Equal("SegNet(S)", table.Baseline);
            Assert.All(table.Rows.Take(4), r => Assert.Null(r.StartsFrom));
            Assert.Same(table.Row("SegNet(S)"), table.Row("Proposed + pre-training").StartsFrom);
            Assert.Same(table.Row("SegNet(S)"), table.Row("SegNet(S), continued").StartsFrom);
            Assert.Null(table.Row("Statistics only").StartsFrom);
        }
        Assert.All(RegionDannPaper.Choices.Rows.Skip(1), r => Assert.Same(RegionDannPaper.Gta5ToCityscapes.Row("SegNet(S)"), r.StartsFrom));
        var keys = RegionDannPaper.Tables.SelectMany(t => t.All).Distinct().Select(r => r.Key).ToList();
        Assert.Equal(keys.Count, keys.Distinct().Count());
    }

    [Theory]
    [InlineData(Profile.Smoke)]
    [InlineData(Profile.Mini)]
    public void Build_ScenesProfile_IsValidAndTrainsAllRowsAlike(Profile profile)
    {
        var rows = RegionDannPaper.Gta5ToCityscapes.All.ToDictionary(r => r.Row, r => r.BuildAs<DomainExperiment>(profile, Nowhere));
        foreach (var (row, e) in rows)
        {
            e.Validate();
            Assert.Equal(nameof(SegNet), e.Network.Name);
            Assert.Equal(19, ((SegNetOptions)e.Network.Options).Classes);
            Assert.Contains(row == "SegNet(T)" ? "street" : "game", e.Data.Source.Fingerprint);
            Assert.Contains("street", e.Data.Target.Fingerprint);
            Assert.NotEqual(e.Data.Target.Fingerprint, e.Data.Evaluation.Fingerprint);
            // One size for both domains: classifiers are tied to their place.
            Assert.Equal((e.SourcePreparation.Width, e.SourcePreparation.Height), (e.TargetPreparation.Width, e.TargetPreparation.Height));
            Assert.Equal(0, e.SourcePreparation.BlurProbability);
        }
        Assert.Single(rows.Values.Select(e => (e.Network.Options, e.BatchSize, e.SourcePreparation)).Distinct());
        Assert.Equal(2, rows.Values.Select(e => (e.Stage, e.Training)).Distinct().Count());
        Assert.Equal(rows["SegNet(T)"].Data.Source.Count, rows["SegNet(S)"].Data.Source.Count);
    }

    [Fact]
    public void Build_MethodOptions_AreThoseOfTheRows()
    {
        RegionDannOptions Options(RecipeTable table, string row) => (RegionDannOptions)table.Row(row).BuildAs<DomainExperiment>(Profile.Mini, Nowhere).Method.Options!;
        var main = RegionDannPaper.Gta5ToCityscapes;
        Assert.Equal(DomainClassifierScope.PooledImage, Options(main, "DANN").Classifier.Scope);
        Assert.Equal(DomainClassifierScope.Region, Options(main, "Proposed").Classifier.Scope);
        Assert.Equal(Options(main, "Proposed"), Options(main, "Proposed + pre-training"));
        Assert.Equal(Options(main, "Proposed"), Options(main, "DANN") with { Classifier = new() });
        Assert.InRange(Options(main, "Statistics only").Reversal.Maximum, double.Epsilon, 1e-20);
        // Each choice differs from the base in one thing, and no two are the same.
        var choices = RegionDannPaper.Choices.Rows.Skip(1).Select(r => Options(RegionDannPaper.Choices, r.Row)).ToList();
        Assert.Equal(choices.Count, choices.Distinct().Count());
    }

    [Fact]
    public void Create_OfEveryScenesRow_FitsTheNetwork()
    {
        foreach (var recipe in RegionDannPaper.Gta5ToCityscapes.All.Concat(RegionDannPaper.Choices.Rows).Distinct())
        {
            var e = recipe.BuildAs<DomainExperiment>(Profile.Smoke, Nowhere);
            using var model = e.Network.Create(new RandomStream(1));
            var method = e.Method.Create(new MethodInputs { Model = model, NewNetwork = () => throw new InvalidOperationException(), Random = new RandomStream(2), Size = (e.TargetPreparation.Width, e.TargetPreparation.Height), Device = model.Device });
            Assert.Equal(recipe.Row.StartsWith("SegNet"), method is SourceOnly);
        }
    }

    [Fact]
    public void Build_WithoutTheDatasets_SaysWhichAndHowToGetThem()
    {
        using var empty = new Data.TemporaryFolder();
        var places = new DataPlaces(DataRoot: empty.Path);
        Assert.Contains("camvid", RegionDannPaper.ScenesToCamVid.Obstacle(Profile.Mini, places));
        Assert.Contains("cityscapes", Assert.Throws<DatasetException>(() => RegionDannPaper.Gta5ToCityscapes.Rows[0].Build(Profile.Paper, places)).Message);
        Assert.Null(RegionDannPaper.Gta5ToCityscapes.Obstacle(Profile.Mini, places));
    }

    [Fact]
    public void Citation_WithoutYearAndArXiv_SaysSoInWords()
    {
        Assert.Contains("not named", RegionDannPaper.Paper.Citation);
        Assert.DoesNotContain("arXiv", RegionDannPaper.Paper.Citation);
        Assert.Equal("M. Chen, H. Xue, D. Cai, \"Domain Adaptation for Semantic Segmentation with Maximum Squares Loss\", ICCV 2019, arXiv 1909.13589", MaximumSquaresPaper.Paper.Citation);
    }

    [Fact]
    public void Differences_AsRendered_AreNumberedWithoutGaps()
    {
        var numbers = Regex.Matches(RegionDannPaper.Differences, @"^(\d+)\. ", RegexOptions.Multiline).Select(m => int.Parse(m.Groups[1].Value)).ToList();
        Assert.Equal(Enumerable.Range(1, numbers.Count), numbers);
        Assert.True(numbers.Count >= 20);
    }
}
