using Research.Adaptation.Evaluation;
using Research.Adaptation.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Models;

public sealed class MultiHeadNetworkTests
{
    /// <summary>Three heads of different classes on the smallest body that is still a DeepLabv3+.</summary>
    internal static MultiHeadOptions Tiny { get; } = new()
    {
        Heads = [new("nineteen", 19), new("thirteen", 13), new("eleven", 11)],
        Body = new DeepLabV3PlusOptions
        {
            Trunk = ResNetOptions.ResNet50 with { Blocks = [1, 1, 1, 1], Width = 4 },
            PyramidDilations = [1, 2], PyramidChannels = 8, LowLevelChannels = 4, DecoderChannels = 8, TrunkLearningRateFactor = 0.5,
        },
        ProjectorWidth = 8,
        ProjectionSize = 6,
    };

    [Fact]
    public void Parameters_PublishedNetwork_AreThoseOfTheNote()
    {
        using var model = new MultiHeadNetwork(new() { Heads = [new("a", 19), new("b", 19), new("c", 19)] }, new RandomStream(1));
        Assert.Equal(23_508_032, Count(model, "bodies.0.features.trunk."));
        Assert.Equal(15_535_104, Count(model, "bodies.0.features.pyramid."));
        Assert.Equal(1_296_147, Count(model, "heads.0."));
        Assert.Equal(98_688, Count(model, "projectors."));
        Assert.Equal(43_042_649, Count(model, ""));
    }

    [Fact]
    public void Parameters_OneHead_AreThoseOfDeepLabV3Plus()
    {
        using var model = new MultiHeadNetwork(new() { Heads = [new("a", 19)] }, new RandomStream(1));
        Assert.Equal(40_450_355, Count(model, ""));
    }

    [Fact]
    public void Parameters_HeadsOnASharedDecoder_ShareIt()
    {
        using var model = new MultiHeadNetwork(Tiny with { Placement = HeadPlacement.OnDecoder }, new RandomStream(1));
        // Decoder: (12 + 8) inputs x 8 outputs x 9, and two normalisations of 8 channels.
        Assert.Equal((12 + 8) * 8 * 9 + 2 * 16, Count(model, "bodies.0.decoder."));
        Assert.Equal(2 * 8 * 8 * 9 + 2 * 16 + 8 * 19 + 19, Count(model, "heads.0."));
    }

    [Theory]
    [InlineData(64, 48)]
    [InlineData(65, 47)]
    public void Logits_EachHead_HasItsClassesAtInputSize(int height, int width)
    {
        using var scope = NewDisposeScope();
        using var model = new MultiHeadNetwork(Tiny, new RandomStream(1));
        var images = randn([2, 3, height, width]);
        for (var head = 0; head < 3; head++)
            Assert.Equal([2, Tiny.Heads[head].Classes, height, width], model.Logits(images, head).shape);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Encode_AnyBatch_GivesUnitFeaturesEightPixelsApart(int batch)
    {
        using var scope = NewDisposeScope();
        using var model = new MultiHeadNetwork(Tiny, new RandomStream(1));
        var cells = model.Encode(randn([batch, 3, 64, 48]), head: 1);
        Assert.Equal([batch, 6, 8, 6], cells.Projected.shape);
        Assert.Equal([batch, 13, 8, 6], cells.Logits.shape);
        Assert.All(TestTensors.Values(cells.Projected.square().sum(dim: 1)), length => Assert.Equal(1, length, 1e-5));
    }

    [Fact]
    public void Encode_PublishedCrop_HasNinetyCellsASide()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var model = new MultiHeadNetwork(Tiny, new RandomStream(1));
        Assert.Equal([1, 6, 90, 90], model.Encode(zeros([1, 3, 720, 720]), head: 0).Projected.shape);
    }

    [Fact]
    public void Encode_SideNoMultipleOfEight_SaysSo()
    {
        using var scope = NewDisposeScope();
        using var model = new MultiHeadNetwork(Tiny, new RandomStream(1));
        Assert.Contains("multiples of 8", Assert.Throws<ArgumentException>(() => model.Encode(randn([1, 3, 60, 64]), 0)).Message);
    }

    [Theory]
    [InlineData(HeadPlacement.OnJoinedFeatures)]
    [InlineData(HeadPlacement.OnDecoder)]
    public void Logits_Backward_TouchesNoOtherHead(HeadPlacement placement)
    {
        using var scope = NewDisposeScope();
        using var model = new MultiHeadNetwork(Tiny with { Placement = placement }, new RandomStream(1));
        model.Logits(randn([2, 3, 32, 32]), head: 1).square().sum().backward();
        var touched = model.named_parameters().Where(p => p.parameter.grad is not null).Select(p => p.name).ToList();
        Assert.Contains(touched, n => n.StartsWith("heads.1.", StringComparison.Ordinal));
        Assert.Contains(touched, n => n.StartsWith("bodies.0.", StringComparison.Ordinal));
        Assert.DoesNotContain(touched, n => n.StartsWith("heads.0.", StringComparison.Ordinal) || n.StartsWith("heads.2.", StringComparison.Ordinal));
    }

    [Fact]
    public void Logits_SeparateNetworks_TouchOnlyTheirOwn()
    {
        using var scope = NewDisposeScope();
        using var model = new MultiHeadNetwork(Tiny with { Network = NetworkSharing.Separate }, new RandomStream(1));
        var cells = model.Encode(randn([2, 3, 32, 32]), head: 2);
        (cells.Projected.narrow(1, 0, 1).sum() + cells.Logits.square().sum()).backward();
        Assert.All(model.named_parameters().Where(p => p.parameter.grad is not null), p => Assert.Matches(@"^(bodies|heads|projectors)\.2\.", p.name));
        Assert.Equal(TestTensors.Values(model.state_dict()["bodies.0.features.trunk.conv1.weight"]), TestTensors.Values(model.state_dict()["bodies.2.features.trunk.conv1.weight"]));
    }

    [Theory]
    [InlineData(NetworkSharing.Shared)]
    [InlineData(NetworkSharing.Separate)]
    public void AllLogits_Evaluation_EqualEachHeads(NetworkSharing sharing)
    {
        using var scope = NewDisposeScope();
        using var model = new MultiHeadNetwork(Tiny with { Network = sharing }, new RandomStream(1));
        model.eval();
        var images = randn([1, 3, 32, 32]);
        var all = model.AllLogits(images);
        for (var head = 0; head < 3; head++)
            Assert.Equal(TestTensors.Values(model.Logits(images, head)), TestTensors.Values(all[head]));
    }

    [Fact]
    public void Logits_SinglePictureInTraining_LeavesRunningStatisticsFinite()
    {
        // Image pooling of one picture is one value per channel: its variance is 0, its unbiased variance 0/0.
        using var scope = NewDisposeScope();
        using var model = new MultiHeadNetwork(Tiny, new RandomStream(1));
        model.Logits(randn([1, 3, 32, 32]), 0);
        Assert.All(model.state_dict(), w => Assert.All(TestTensors.Values(w.Value), x => Assert.True(double.IsFinite(x), w.Key)));
        Assert.True(model.training);
    }

    [Fact]
    public void Through_AHead_IsASegmentationModelOfItsClasses()
    {
        using var scope = NewDisposeScope();
        using var model = new MultiHeadNetwork(Tiny, new RandomStream(1));
        using var view = model.Through(model.HeadOf("eleven"));
        Assert.Equal(11, view.ClassCount);
        Assert.Equal([1, 11, 32, 32], Evaluator.Probabilities(view, randn([1, 3, 32, 32])).shape);
        Assert.Contains("thirteen", Assert.Throws<ArgumentException>(() => model.HeadOf("twelve")).Message);
    }

    [Fact]
    public void ParameterGroups_TrunkAndRest_HoldEveryParameterOnce()
    {
        using var model = new MultiHeadNetwork(Tiny, new RandomStream(1));
        Assert.Equal([("trunk", 0.5), ("rest", 1.0)], model.ParameterGroups.Select(g => (g.Name, g.LearningRateFactor)));
        Assert.Equal(model.named_parameters().Select(p => p.name).Order(), model.ParameterGroups.SelectMany(g => g.Parameters.Select(p => p.Name)).Order());
    }

    [Fact]
    public void Trunk_TorchVisionForm_StridesInTheMiddleAndUsesTheMultiGrid()
    {
        using var scope = NewDisposeScope();
        using var trunk = new ResNet(ResNetOptions.ResNet50 with { Width = 4 });
        Assert.Equal(4 * 4, trunk.Channels(1));
        var (low, high) = trunk.Forward(randn([1, 3, 72, 72]), lowLayer: 1);
        Assert.Equal([1, 16, 18, 18], low.shape);
        Assert.Equal([1, 128, 5, 5], high.shape);
        // Dilations 2, 4, 8 in layer 4: a picture's middle reaches further than with 2, 2, 2, so the outputs differ.
        Assert.NotEqual(ResNetOptions.ResNet50, ResNetOptions.ResNet50 with { MultiGrid = null });
        Assert.Equal(ResNetOptions.ResNet50, new ResNetOptions { Blocks = [3, 4, 6, 3], OutputStride = 16, Form = ResNetForm.TorchVision, MultiGrid = [1, 2, 4] });
    }

    [Theory]
    [InlineData("Heads")]
    [InlineData("occurs")]
    [InlineData("Name")]
    [InlineData("Classes")]
    [InlineData("ProjectionSize")]
    [InlineData("ProjectorWidth")]
    [InlineData("PyramidDilations")]
    [InlineData("Dropout")]
    [InlineData("TrunkLearningRateFactor")]
    [InlineData("DecoderChannels")]
    public void Validate_FieldOutOfRange_NamesIt(string field)
    {
        var bad = field switch
        {
            "Heads" => Tiny with { Heads = [] },
            "occurs" => Tiny with { Heads = [new("a", 3), new("a", 4)] },
            "Name" => Tiny with { Heads = [new("A b", 3)] },
            "Classes" => Tiny with { Heads = [new("a", 1)] },
            "ProjectionSize" => Tiny with { ProjectionSize = 0 },
            "ProjectorWidth" => Tiny with { ProjectorWidth = 0 },
            "PyramidDilations" => Tiny with { Body = Tiny.Body with { PyramidDilations = [0] } },
            "Dropout" => Tiny with { Body = Tiny.Body with { Dropout = 1 } },
            "TrunkLearningRateFactor" => Tiny with { Body = Tiny.Body with { TrunkLearningRateFactor = 0 } },
            _ => Tiny with { Body = Tiny.Body with { DecoderChannels = 0 } },
        };
        Assert.Contains(field, Assert.Throws<ArgumentException>(() => new MultiHeadNetwork(bad, new RandomStream(1))).Message);
    }

    private static long Count(nn.Module model, string prefix) =>
        model.named_parameters().Where(p => p.name.StartsWith(prefix, StringComparison.Ordinal)).Sum(p => p.parameter.numel());
}
