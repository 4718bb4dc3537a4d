using System.Text.RegularExpressions;
using Research.Adaptation.Data;
using Research.Adaptation.Methods;
using Research.Adaptation.Mixing;
using Research.Adaptation.Models;
using Research.Adaptation.Papers;
using Research.Adaptation.Training;

namespace Research.Adaptation.Tests.Papers;

public sealed class DualSoftPastePaperTests
{
    [Fact]
    public void PublishedClasses_OfEveryRow_AverageToItsMean()
    {
        foreach (var table in new[] { DualSoftPastePaper.Gta5ToCityscapesPublished, DualSoftPastePaper.SynthiaToCityscapesPublished })
        {
            var row = table.Row("DSP");
            Assert.Equal(table.LabelSpace.Count, row.Classes.Count);
            Assert.InRange(row.Classes.Average() - row.Mean, -0.1, 0.1);
            // From memory: nothing but the sums was there to hold the numbers against.
            Assert.Equal((FactStatus.Recalled, FactStatus.Recalled), (row.Status, row.ClassStatus));
            Assert.Equal(FactStatus.Verified, table.Row("DACS").Status);
        }
        var synthia = DualSoftPastePaper.SynthiaToCityscapesPublished;
        string[] left = ["wall", "fence", "pole"];
        var thirteen = synthia.LabelSpace.Classes.Where(c => !left.Contains(c.Name)).Average(c => synthia.Row("DSP").Classes[c.Id]);
        Assert.InRange(thirteen - synthia.Row("DSP").SubsetMean!.Value, -0.1, 0.1);
    }

    [Fact]
    public void RareClasses_OfThePaper_AreTheOnesItNames()
    {
        Assert.Equal(["rider", "bus", "train", "motorcycle", "bicycle"], Names(LabelSpaces.Cityscapes19, 12, 15, 16, 17, 18));
        Assert.Equal(["wall", "fence", "traffic light", "bus"], Names(LabelSpaces.Synthia16, 3, 4, 6, 13));
        // SYNTHIA's list is exactly its four classes in the fewest pictures (counts of data/synthia_ids2path.json).
        int[] counts = [9396, 9400, 9397, 3952, 7497, 9394, 6383, 8863, 9167, 8841, 9398, 9354, 9008, 7204, 7881, 9360];
        var index = new ClassIndex(counts.Select(c => Enumerable.Range(0, c).ToArray()).ToArray());
        Assert.Equal([3, 4, 6, 13], index.Rarest(4).Order());

        static IEnumerable<string> Names(LabelSpace space, params int[] ids) => ids.Select(id => space.Classes[id].Name);
    }

    [Fact]
    public void Recipes_OfAllTables_HaveUniqueKeysAndOneStart()
    {
        var recipes = DualSoftPastePaper.Tables.SelectMany(t => t.All).ToList();
        Assert.Equal(20, recipes.Select(r => r.Key).Distinct().Count());
        foreach (var table in DualSoftPastePaper.Tables)
        {
            Assert.Single(table.All.Select(r => r.StartAt(Profile.Mini)!.Key).Distinct());
            // The paper has no such stage.
            Assert.All(table.All, r => Assert.Null(r.StartAt(Profile.Paper)));
        }
        Assert.Equal(55.0, DualSoftPastePaper.Gta5ToCityscapes.Row("DSP").Published!.Mean);
    }

    [Theory]
    [InlineData(Profile.Smoke)]
    [InlineData(Profile.Mini)]
    public void Build_ScenesProfile_IsValidAndRowsDifferInMethodAndLongTailOnly(Profile profile)
    {
        foreach (var table in new[] { DualSoftPastePaper.Gta5ToCityscapes, DualSoftPastePaper.SynthiaToCityscapes })
        {
            var rows = table.All.Select(r => r.BuildAs<PasteExperiment>(profile, new DataPlaces())).ToList();
            foreach (var e in rows) e.Validate();
            Assert.Single(rows.Select(e => (e.Training, e.Network, e.BatchSize, e.Stage, e.SourcePreparation, e.TargetPreparation, e.CropWidth, e.CropHeight)).Distinct());
            Assert.Equal(rows.Count, rows.Select(e => (e.Method, e.LongTail)).Distinct().Count());
            Assert.All(rows, e => Assert.Equal(table.Published!.LabelSpace.Count, e.Network.Classes));
            Assert.NotEqual(rows[0].Data.Target.Fingerprint, rows[0].Data.Evaluation.Fingerprint);
        }
        PasteExperiment Row(string name) => DualSoftPastePaper.Gta5ToCityscapes.Row(name).BuildAs<PasteExperiment>(profile, new DataPlaces());
        Assert.Equal((0.9, PasteOnto.Both, Fidelity.Paper), (Row("DSP").Method.Lambda, Row("DSP").Method.Onto, Row("DSP").Method.Fidelity));
        Assert.Equal(1, Row("Hard paste").Method.Lambda);
        Assert.Equal(PasteOnto.Source, Row("Source paste only").Method.Onto);
        Assert.Equal(PasteOnto.Target, Row("Target paste only").Method.Onto);
        Assert.Equal((0.0, 0.0), (Row("Without MMD").Method.FeatureWeight, Row("Without MMD").Method.PastedFeatureWeight));
        Assert.Null(Row("Without long-tail first").LongTail);
        Assert.NotNull(Row("DSP").LongTail);
        Assert.Equal((0.0, 0.0, 0.0), (Row("Source only").Method.TargetWeight, Row("Source only").Method.SourcePasteWeight, Row("Source only").Method.FeatureWeight));
        Assert.Equal(0.8, DualSoftPastePaper.SynthiaToCityscapes.Row("DSP").BuildAs<PasteExperiment>(profile, new DataPlaces()).Method.Lambda);
    }

    [Fact]
    public void PublishedOn_OtherPictures_HasThePublishedNumbers()
    {
        ILabelledDataset scenes = new SceneDataset(Scenes.SceneDomains.Game, 1, 0, 3, new Scenes.SceneSize(64, 32), LabelSpaces.Cityscapes19);
        var e = DualSoftPastePaper.PublishedOn(new DomainPair(scenes, scenes.WithoutLabels(), scenes));
        e.Validate();
        Assert.Equal((250_000, 2, 512, 512), (e.Training.Steps, e.BatchSize, e.CropWidth, e.CropHeight));
        Assert.Equal((2.5e-4, 0.9, 5e-4), (e.Training.Schedule.At(0), e.Training.Momentum, e.Training.WeightDecay));
        Assert.Equal((0.9, 0.968, 0.99, 0.005, 0.005, Fidelity.ReleasedCode, DualSoftPasteRelease.September2021),
            (e.Method.Lambda, e.Method.Threshold, e.Method.TeacherDecay, e.Method.FeatureWeight, e.Method.PastedFeatureWeight, e.Method.Fidelity, e.Method.Release));
        Assert.Equal(new LongTailOptions { Classes = [12, 15, 16, 17, 18], Crops = RareCrops.OfOneClassForEachDomain }, e.LongTail);
        Assert.Equal(new ProjectedDeepLabOptions { Fidelity = Fidelity.ReleasedCode }, e.Network);
        Assert.Equal((1280, 720, 1024, 512), (e.SourcePreparation.Width, e.SourcePreparation.Height, e.TargetPreparation.Width, e.TargetPreparation.Height));
        Assert.Equal((1024, 512), (e.Evaluation.Preparation.Width, e.Evaluation.Preparation.Height));
        Assert.Equal("resnet101-deeplab-coco", e.Pretrained!.Name);
    }

    [Fact]
    public void Build_WithoutTheDataset_SaysWhichAndHowToGetIt()
    {
        using var empty = new Data.TemporaryFolder();
        foreach (var (table, dataset) in new[]
                 {
                     (DualSoftPastePaper.Gta5ToCityscapes, "gta5"), (DualSoftPastePaper.SynthiaToCityscapes, "synthia-rand-cityscapes"), (DualSoftPastePaper.ScenesToCamVid, "camvid"),
                 })
        {
            var error = Assert.Throws<DatasetException>(() => table.Row("DSP").Build(Profile.Paper, new DataPlaces(DataRoot: empty.Path)));
            Assert.Contains(dataset, error.Message);
        }
    }

    [Fact]
    public void Differences_AsRendered_AreNumberedWithoutGaps()
    {
        var numbers = Regex.Matches(DualSoftPastePaper.Differences, @"^(\d+)\. ", RegexOptions.Multiline).Select(m => int.Parse(m.Groups[1].Value)).ToList();
        Assert.Equal(Enumerable.Range(1, numbers.Count), numbers);
        Assert.True(numbers.Count >= 30);
    }

    [Fact]
    public void Run_SmokeProfile_TrainsStartsAndGoesOnToTheBitAfterAStop()
    {
        using var folder = new Data.TemporaryFolder();
        var recipe = DualSoftPastePaper.Gta5ToCityscapes.Row("DSP");
        ExperimentRunner Runner(string name, IProgress<TrainingProgress>? progress = null) =>
            new(new RunStore(Path.Combine(folder.Path, name)), new DataPlaces(Path.Combine(folder.Path, "scenes")), TimeProvider.System, null, progress);
        var whole = Runner("whole").Run(recipe, Profile.Smoke, 1);
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => Runner("parts", new StopAt(stop, recipe.Key, 7)).Run(recipe, Profile.Smoke, 1, stop.Token));
        var parts = Runner("parts").Run(recipe, Profile.Smoke, 1);
        Assert.Equal(whole.Report.MeanIntersectionOverUnion, parts.Report.MeanIntersectionOverUnion);
        Assert.Equal(whole.Metrics()["fused"], parts.Metrics()["fused"]);
    }

    private sealed class StopAt(CancellationTokenSource stop, string recipe, long step) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Recipe == recipe && value.Phase == "training" && value.Step == step) stop.Cancel();
        }
    }
}
