using Research.Adaptation.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Models;

public sealed class ProjectedDeepLabTests
{
    [Fact]
    public void Parameters_OfThePaper_AreCountedAsInTheNotes()
    {
        using var model = new ProjectedDeepLab(new ProjectedDeepLabOptions(), new RandomStream(1));
        long Count(string prefix) => model.named_parameters().Where(p => p.name.StartsWith(prefix)).Sum(p => p.parameter.numel());
        Assert.Equal(42_500_160, Count("trunk."));
        Assert.Equal(1_400_908, Count("head."));
        Assert.Equal(524_288, Count("projection."));
        Assert.Equal(44_425_356, Count(""));
        // Every scale and shift of the normalisations is frozen, and the projection with them.
        Assert.All(model.named_parameters().Where(p => p.name.StartsWith("trunk.") && p.parameter.ndim == 1), p => Assert.False(p.parameter.requires_grad));
        Assert.Equal(["trunk", "head"], model.ParameterGroups.Select(g => g.Name));
        Assert.Equal([1.0, 10], model.ParameterGroups.Select(g => g.LearningRateFactor));
        Assert.Equal(104, model.ParameterGroups[0].Parameters.Count); // convolutions of ResNet-101 with its four shortcuts
    }

    [Fact]
    public void Forward_AnySize_GivesLogitsAtInputSizeAndFeaturesAtTheCells()
    {
        using var scope = NewDisposeScope();
        using var model = TinyPaste.Model();
        model.eval();
        var images = rand(2, 3, 37, 50);
        var (logits, features) = model.ForwardWithFeatures(images);
        Assert.Equal([2, 3, 37, 50], logits.shape);
        Assert.Equal([2, 6, 5, 7], features.shape);
        Assert.True(logits.equal(model.Forward(images).High).all().item<bool>());
        var trace = model.Trace(images);
        Assert.Equal(["stem", "layer1", "layer2", "layer3", "layer4", "projection", "head"], trace.Steps.Select(s => s.Name));
        Assert.True(trace["projection"].equal(features).all().item<bool>());
        Assert.True(trace.Output.High.equal(logits).all().item<bool>());
    }

    [Fact]
    public void Options_TrainedProjection_JoinsTheOptimiser()
    {
        using var model = new ProjectedDeepLab(TinyPaste.Network with { ProjectionLearningRateFactor = 2, FrozenNormalisation = false }, new RandomStream(1));
        Assert.Equal(["trunk", "head", "projection"], model.ParameterGroups.Select(g => g.Name));
        Assert.Contains(model.ParameterGroups[0].Parameters, p => p.Parameter.ndim == 1);
    }

    [Fact]
    public void Fidelity_ReleasedCode_SumsTwoBranches()
    {
        using var scope = NewDisposeScope();
        var images = rand(1, 3, 32, 32);
        Tensor Logits(Fidelity fidelity)
        {
            using var model = new ProjectedDeepLab(TinyPaste.Network with { HeadDilations = [1, 2, 3], Fidelity = fidelity }, new RandomStream(1));
            model.eval();
            return model.Forward(images).High;
        }
        Assert.False(Logits(Fidelity.Paper).equal(Logits(Fidelity.ReleasedCode)).all().item<bool>());
    }

    [Theory]
    [InlineData("Classes")]
    [InlineData("HeadDilations")]
    [InlineData("FeatureChannels")]
    [InlineData("HeadLearningRateFactor")]
    [InlineData("ProjectionLearningRateFactor")]
    public void Validate_FieldOutOfRange_NamesIt(string field)
    {
        var good = new ProjectedDeepLabOptions();
        var bad = field switch
        {
            "Classes" => good with { Classes = 1 },
            "HeadDilations" => good with { HeadDilations = [6] },
            "FeatureChannels" => good with { FeatureChannels = 0 },
            "HeadLearningRateFactor" => good with { HeadLearningRateFactor = 0 },
            _ => good with { ProjectionLearningRateFactor = -1 },
        };
        Assert.StartsWith(field, Assert.Throws<ArgumentException>(bad.Validate).Message);
        Assert.Throws<ArgumentException>(() => new ProjectedDeepLab(bad, new RandomStream(1)));
    }
}
