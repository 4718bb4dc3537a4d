using Research.Adaptation.Data;
using Research.Adaptation.Models;
using Research.Adaptation.Papers;

namespace Research.Adaptation.Tests.Papers;

public sealed class CordaPaperTests
{
    private static readonly DataPlaces Nowhere = new(DataRoot: "/nonexistent");

    [Fact]
    public void Published_ClassMeans_AgreeWithTheHeadlines()
    {
        // The recalled classes hold only because their means are the verified headlines.
        Assert.Equal(56.6, CordaPaper.Gta5ToCityscapesPublished.Row("CorDA").Classes.Average(), 0.05);
        Assert.Equal(52.1, CordaPaper.Gta5ToCityscapesPublished.Row("DACS").Classes.Average(), 0.1);
        var synthia = CordaPaper.SynthiaToCityscapesPublished.Row("CorDA");
        Assert.Equal(55.0, synthia.Classes.Average(), 0.05);
        var thirteen = LabelSpaces.Synthia16.Classes.Where(c => c.Name is not ("wall" or "fence" or "pole")).Select(c => synthia.Classes[c.Id]);
        Assert.Equal(62.8, thirteen.Average(), 0.05);
        Assert.Equal(62.8, synthia.Value("mIoU of 13"));
    }

    [Fact]
    public void Published_ClassRows_SayThatTheyAreNotVerified() =>
        Assert.All(
            CordaPaper.Gta5ToCityscapesPublished.Rows.Concat(CordaPaper.SynthiaToCityscapesPublished.Rows).Where(r => r.Classes.Count > 0),
            r => Assert.NotEqual(FactStatus.Verified, r.ClassStatus));

    [Fact]
    public void Rows_OfTheAblation_DifferAsTheirNamesSay()
    {
        CordaExperiment Of(string row) => CordaPaper.Gta5ToCityscapes.Row(row).BuildAs<CordaExperiment>(Profile.Smoke, Nowhere);
        var (dacs, correlation, difficulty, corda) = (Of("DACS"), Of("DACS + correlation"), Of("DACS + difficulty"), Of("CorDA"));
        Assert.Equal((false, false, false), (dacs.Network.Exchange, dacs.Method.DifficultyWeighting, dacs.Method.UsesDepth));
        Assert.Equal((true, false, true), (correlation.Network.Exchange, correlation.Method.DifficultyWeighting, correlation.Method.UsesDepth));
        Assert.Equal((false, true, true), (difficulty.Network.Exchange, difficulty.Method.DifficultyWeighting, difficulty.Method.UsesDepth));
        Assert.Equal((true, true, true), (corda.Network.Exchange, corda.Method.DifficultyWeighting, corda.Method.UsesDepth));
        Assert.Equal(dacs.Training, corda.Training);
        Assert.Equal(dacs.Method.Threshold, corda.Method.Threshold);
        Assert.All(new[] { dacs, correlation, difficulty, corda }, e => Assert.Equal(Of("Source").Network, e.StartNetwork));
    }

    [Fact]
    public void Variants_OfTheTables_AreThoseOfTheReleasedNetworks()
    {
        Assert.Equal(InitialSemantics.TrunkFeatures, CordaPaper.Gta5ToCityscapes.Row("CorDA").BuildAs<CordaExperiment>(Profile.Smoke, Nowhere).Network.InitialSemantics);
        Assert.Equal(InitialSemantics.TaskFeatures, CordaPaper.SynthiaToCityscapes.Row("CorDA").BuildAs<CordaExperiment>(Profile.Smoke, Nowhere).Network.InitialSemantics);
    }

    [Fact]
    public void Needs_OfSupervisedRows_NameTheirDepthRun()
    {
        var table = CordaPaper.DepthSupervision;
        Assert.Equal("corda.depth.stereo", table.Row("CorDA, self-supervised stereo").Needs["depth"].Key);
        Assert.Equal("corda.depth.video", table.Row("CorDA, self-supervised video").Needs["depth"].Key);
        Assert.DoesNotContain("depth", table.Row("CorDA, stereo matching").Needs.Keys);
        Assert.All(table.Rows, r => Assert.Equal("corda.gta5-to-cityscapes.source", r.Needs["start"].Key));
    }

    [Fact]
    public void Describe_TargetDepth_DiffersBySupervision()
    {
        var depths = CordaPaper.DepthSupervision.Rows.Skip(1).Select(r => r.BuildAs<CordaExperiment>(Profile.Smoke, Nowhere).Describe()["targetDepth"]!.ToString());
        Assert.Equal(4, depths.Distinct().Count());
    }

    [Fact]
    public void Build_PaperProfileWithoutData_SaysWhatIsMissing()
    {
        foreach (var table in new[] { CordaPaper.Gta5ToCityscapes, CordaPaper.SynthiaToCityscapes, CordaPaper.ScenesToCamVid })
            Assert.Contains("this recipe needs the dataset", table.Obstacle(Profile.Paper, Nowhere));
    }

    [Fact]
    public void Differences_AreEmbedded() => Assert.StartsWith("# Differences", CordaPaper.Differences);
}
