using Research.Adaptation.Methods;
using Research.Adaptation.Papers;
using Research.Adaptation.Tests.Data;
using Research.Adaptation.Tests.Papers;
using Research.Adaptation.Training;
using Research.Adaptation.Weights;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Weights;

public sealed class PretrainedRunTests
{
    [Fact]
    public void Run_OfARecipeWithPretrainedWeights_StartsFromThemAndRecordsThemOrTheirAbsence()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        var plain = BlockRecipes.Create("pretrained", null, MethodChoice.SourceOnly, steps: 2);
        var recipe = plain with { Build = (profile, places) => plain.Build(profile, places) with { Pretrained = PretrainedWeights.Find("resnet101-deeplab-coco", folder.Path) } };
        var runner = new ExperimentRunner(new RunStore(folder["runs"]), new DataPlaces(), TimeProvider.System);

        var without = runner.Run(recipe, Profile.Smoke, 1);
        Assert.Contains(without.Record.Notes, note => note.Contains("resnet101COCO-41f33a49.pth") && note.Contains("starts from drawn weights"));

        KeyLayouts.ResNet([1, 1, 1, 1], 4).WithDeepLabHead().Save(folder["weights/resnet101COCO-41f33a49.safetensors"]);
        using (var network = runner.InitialModel(recipe, Profile.Smoke, 1))
            Assert.Equal(1f, network.Module.state_dict()["trunk.conv1.weight"].flatten()[0].item<float>());
        var with = runner.Run(recipe, Profile.Smoke, 1);
        Assert.False(with.Kept);
        Assert.NotEqual(without.Record.Hash, with.Record.Hash);
        Assert.Contains("the network starts from resnet101-deeplab-coco (resnet101COCO-41f33a49.safetensors)", with.Record.Notes);

        // A recipe without such weights keeps the hash that it had before there were any.
        Assert.False(runner.Identify(plain, Profile.Smoke, 1).Details.ContainsKey("pretrained"));
    }
}
