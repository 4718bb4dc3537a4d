using Research.Adaptation.Data;
using Research.Adaptation.Papers;
using Research.Adaptation.Training;
using Research.TestSupport;
using TorchSharp;

namespace Research.Adaptation.Tests.Papers;

/// <summary>What "one budget" promises.</summary>
public sealed class SideBySideTests : IDisposable
{
    private static readonly DataPlaces Places = new();
    private readonly string folder = Directory.CreateTempSubdirectory("side-by-side-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(Profile.Smoke)]
    [InlineData(Profile.Mini)]
    public void Rows_OfOneTable_SeeTheSamePicturesAtTheSameSizeForAsManySteps(Profile profile)
    {
        var rows = SideBySidePaper.GameToStreet.All.Where(r => r.Row is not ("Supervised, multi-head" or "Multi-head (labels of 1/8 of the target)")).ToList();
        var seen = rows.Select(r => (Row: r, Of: Facts(r.Build(profile, Places)))).ToList();
        Assert.Single(seen.Select(s => (s.Of.Source, s.Of.Target, s.Of.Evaluation, s.Of.Width, s.Of.Height, s.Of.Batch)).Distinct());
        Assert.Single(seen.Where(s => s.Row.Row.StartsWith("Source, ", StringComparison.Ordinal) && !s.Row.Row.Contains("continued", StringComparison.Ordinal)).Select(s => s.Of.Steps).Distinct());
        Assert.Single(seen.Where(s => SideBySidePaper.Pairs.Any(p => p.System == s.Row.Row)).Select(s => s.Of.Steps).Distinct());
    }

    [Fact]
    public void Systems_StartFromTheirOwnNetworkTrainedOnTheSource()
    {
        foreach (var (system, source) in SideBySidePaper.Pairs.Where(p => p.Source.StartsWith("Source, ", StringComparison.Ordinal)))
        {
            var row = SideBySidePaper.GameToStreet.Row(system);
            var start = row.StartsFrom ?? row.Needs[CordaExperiment.Start];
            Assert.Equal(source, start.Row);
            Assert.StartsWith("side-by-side.", start.Key, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void MultiHead_WithAndWithoutContrast_HaveTheSameLabels()
    {
        var with = SideBySidePaper.GameToStreet.Row("Multi-head (labels of 1/8 of the target)").BuildAs<MultiDomainExperiment>(Profile.Smoke, Places);
        var without = SideBySidePaper.GameToStreet.Row("Supervised, multi-head").BuildAs<MultiDomainExperiment>(Profile.Smoke, Places);
        Assert.Equal(with.Sources().Select(s => s.Labelled.Fingerprint), without.Sources().Select(s => s.Labelled.Fingerprint));
        Assert.Equal(16 / 8, with.Sources()[1].Labelled.Count);
        Assert.Equal(with.Training, without.Training);
    }

    [Fact]
    public void Measure_AStep_GivesTimeAndParametersAndLeavesNoTensor()
    {
        var runner = new ExperimentRunner(new RunStore(folder), Places, TimeProvider.System);
        var recipe = SideBySidePaper.GameToStreet.Row("Source, DeepLabv2");
        runner.Measure(recipe, Profile.Smoke, 1, steps: 2);
        var before = LiveTensors.Settled();
        var cost = runner.Measure(recipe, Profile.Smoke, 1, steps: 2);
        Assert.Equal(before, LiveTensors.Settled());
        Assert.InRange(cost.Seconds, 1e-5, 60);
        using var model = runner.InitialModel(recipe, Profile.Smoke, 1);
        Assert.Equal(model.Module.parameters().Where(p => p.requires_grad).Sum(p => p.numel()), cost.Parameters);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void Measure_RegionDannAtTheBudgetsSize_MakesItsClassifiersForIt()
    {
        // Photographs have another size in the paper's table than in the common budget, and classifiers are tied to their place.
        var origin = RegionDannPaper.Gta5ToCityscapes.Row("Proposed + pre-training");
        ImagePreparation Sized(ImagePreparation preparation) => preparation with { Width = 96, Height = 64 };
        var recipe = new Recipe
        {
            Key = "side-by-side.test.region-dann", Paper = SideBySidePaper.Paper, Row = origin.Row, Description = origin.Description,
            Build = (profile, places) => Resized(origin.BuildAs<DomainExperiment>(profile, places)),
        };
        DomainExperiment Resized(DomainExperiment e) => e with { SourcePreparation = Sized(e.SourcePreparation), TargetPreparation = Sized(e.TargetPreparation) };
        Assert.NotEqual(96, Facts(origin.Build(Profile.Smoke, Places)).Width);
        Assert.True(new ExperimentRunner(new RunStore(folder), Places, TimeProvider.System).Measure(recipe, Profile.Smoke, 1, steps: 1).Parameters > 0);
    }

    private static (string Source, string Target, string Evaluation, int Width, int Height, int Batch, long Steps) Facts(Experiment experiment) => experiment switch
    {
        DomainExperiment e => (e.Data.Source.Fingerprint, e.Data.Target.Fingerprint, e.Data.Evaluation.Fingerprint, e.TargetPreparation.Width, e.TargetPreparation.Height, e.BatchSize, e.Training.Steps),
        CordaExperiment e => (e.Data.Source.Fingerprint, e.Data.Target.Fingerprint, e.Data.Evaluation.Fingerprint, e.CropWidth, e.CropHeight, e.BatchSize, e.Training.Steps),
        PasteExperiment e => (e.Data.Source.Fingerprint, e.Data.Target.Fingerprint, e.Data.Evaluation.Fingerprint, e.CropWidth, e.CropHeight, e.BatchSize, e.Training.Steps),
        _ => throw new ArgumentException(experiment.GetType().Name),
    };
}
