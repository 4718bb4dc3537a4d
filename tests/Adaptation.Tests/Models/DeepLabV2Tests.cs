using Research.Adaptation.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Models;

public sealed class DeepLabV2Tests
{
    [Fact]
    public void Parameters_OfTheTrunk_AreThoseOfResNet101()
    {
        using var trunk = new ResNet(ResNetOptions.ResNet101);
        Assert.Equal(42_500_160, Count(trunk, ""));
    }

    [Theory]
    [InlineData(19, 1_400_908, 700_492)]
    [InlineData(16, 1_179_712, 589_888)]
    [InlineData(13, 958_516, 479_284)]
    public void Parameters_OfTheHeads_FollowTheClasses(int classes, long high, long low)
    {
        // A head has 4 (9 K C + C) parameters with K = 2048 (high) or 1024 (low), whatever the trunk's depth.
        using var model = new DeepLabV2(new DeepLabV2Options { Classes = classes, Trunk = new() { Blocks = [1, 1, 1, 1] } }, new RandomStream(1));
        Assert.Equal(high, Count(model, "high."));
        Assert.Equal(low, Count(model, "low."));
    }

    [Theory]
    [InlineData(8, 65, 33, 9, 5)]
    [InlineData(8, 64, 32, 9, 5)]
    [InlineData(16, 64, 32, 5, 3)]
    [InlineData(32, 64, 32, 3, 2)]
    public void Trace_OddAndEvenSizes_HasTheCeilModeCells(int stride, int width, int height, int cellsAcross, int cellsDown)
    {
        // Width 64: stem 32, pool in ceil mode ceil((32 + 2 - 3) / 2) + 1 = 17, then 9, 5, 3 with every further stride of 2.
        // Width 65: stem 33, pool (33 + 2 - 3) / 2 + 1 = 17. Heights 32 and 33 likewise: 16 or 17, 9, 5, 3, 2.
        using var scope = NewDisposeScope();
        using var model = Tiny(stride);
        model.eval();
        var trace = model.Trace(randn([2, 3, height, width]));
        Assert.Equal([2, 3, height, width], trace.Output.High.shape);
        Assert.Equal([2, 3, height, width], trace.Output.Low!.shape);
        Assert.Equal([2, 3, cellsDown, cellsAcross], trace["high"].shape);
        Assert.Equal(["stem", "layer1", "layer2", "layer3", "layer4", "low", "high"], trace.Steps.Select(s => s.Name));
    }

    [Fact]
    public void Trace_PaperInput_HasTheFeatureSizeOfTheNote()
    {
        // 1024x512: stem 512x256, pool in ceil mode 257x129, layer 2 129x65 (floor mode would give 128x64).
        using var scope = NewDisposeScope();
        using var model = Tiny(8);
        model.eval();
        using var noGrad = no_grad();
        Assert.Equal([1, 3, 65, 129], model.Trace(zeros([1, 3, 512, 1024]))["high"].shape);
    }

    [Fact]
    public void Forward_ResizedLogits_HaveTheCellsAtTheCorners()
    {
        // Aligned corners: the corner pixels of the output are the corner cells.
        using var scope = NewDisposeScope();
        using var model = Tiny(8);
        model.eval();
        var trace = model.Trace(randn([1, 3, 32, 48]));
        var (cells, pixels) = (trace["high"], trace.Output.High);
        foreach (var (y, x) in new[] { (0, 0), (0, -1), (-1, 0), (-1, -1) })
            for (var c = 0; c < 3; c++)
                Assert.Equal(cells[0, c, y, x].item<float>(), pixels[0, c, y, x].item<float>(), 5);
    }

    [Fact]
    public void Forward_HighOnly_GivesTheSameHighLogits()
    {
        using var scope = NewDisposeScope();
        using var model = Tiny(8);
        model.eval();
        var images = randn([1, 3, 32, 32]);
        Assert.Null(model.Forward(images, Heads.HighOnly).Low);
        Assert.Equal(TestTensors.Values(model.Forward(images).High), TestTensors.Values(model.Forward(images, Heads.HighOnly).High));
    }

    [Theory]
    [InlineData(Fidelity.Paper, 4)]
    [InlineData(Fidelity.ReleasedCode, 2)]
    public void Forward_Fidelity_DecidesHowManyBranchesLearn(Fidelity fidelity, int learning)
    {
        using var scope = NewDisposeScope();
        using var model = new DeepLabV2(TinyTraining.Network with { HeadDilations = [1, 2, 3, 4], Fidelity = fidelity }, new RandomStream(1));
        var output = model.Forward(randn([1, 3, 32, 32]));
        (output.High.sum() + output.Low!.sum()).backward();
        var with = model.named_parameters().Where(p => p.name.Contains("branches.") && p.name.EndsWith("weight") && p.parameter.grad is not null).Select(p => p.name);
        Assert.Equal(
            from head in new[] { "high", "low" } from i in Enumerable.Range(0, learning) select $"{head}.branches.{i}.weight",
            with.Order());
    }

    [Fact]
    public void Forward_HeadLogits_AreTheSumOfTheBranches()
    {
        // A head recomputed from its own weights by the functional convolution.
        using var scope = NewDisposeScope();
        using var model = Tiny(8);
        model.eval();
        var trace = model.Trace(randn([1, 3, 32, 32]));
        var state = model.state_dict();
        Tensor Branch(int i, long dilation) => nn.functional.conv2d(
            trace["layer4"], state[$"high.branches.{i}.weight"], state[$"high.branches.{i}.bias"], padding: [dilation, dilation], dilation: [dilation, dilation]);
        Assert.True(trace["high"].allclose(Branch(0, 1) + Branch(1, 2), atol: 1e-6));
    }

    [Fact]
    public void ParameterGroups_FreezeOnlyTheStemsAffine()
    {
        using var model = Tiny(8);
        var grouped = model.ParameterGroups.SelectMany(g => g.Parameters.Select(p => p.Name)).ToHashSet();
        var left = model.named_parameters().Select(p => p.name).Where(n => !grouped.Contains(n)).Order();
        Assert.Equal(["trunk.bn1.bias", "trunk.bn1.weight"], left);
        Assert.Equal([("trunk", 1.0), ("heads", 0.5)], model.ParameterGroups.Select(g => (g.Name, g.LearningRateFactor)));
        Assert.All(model.ParameterGroups[1].Parameters, p => Assert.Matches("^(low|high)[.]", p.Name));
    }

    [Fact]
    public void Constructor_SameSeed_DrawsTheSameWeights()
    {
        using var scope = NewDisposeScope();
        using var first = Tiny(8);
        _ = rand([100]); // what others draw from torch's generator does not matter
        using var second = Tiny(8);
        using var other = new DeepLabV2(TinyTraining.Network, new RandomStream(2));
        Assert.Equal(TinyTraining.Weights(first), TinyTraining.Weights(second));
        Assert.NotEqual(TinyTraining.Weights(first)["trunk.conv1.weight"], TinyTraining.Weights(other)["trunk.conv1.weight"]);
    }

    [Fact]
    public void Constructor_SmallNormal_HasDeviationOneHundredth()
    {
        using var model = new DeepLabV2(new DeepLabV2Options { Trunk = new() { Blocks = [1, 1, 1, 1], Width = 32 } }, new RandomStream(1));
        var weights = TinyTraining.Weights(model);
        // 36,864 draws: the sample deviation is within 2 % of 0.01 by five standard errors.
        var w = weights["trunk.layer3.0.conv2.weight"];
        Assert.InRange(Math.Sqrt(w.Average(x => x * x)), 0.0098, 0.0102);
        Assert.All(weights["trunk.layer3.0.bn2.weight"], x => Assert.Equal(1, x));
        // Biases of the heads: uniform within 1 / sqrt(fan-in), fan-in 9 * 1024.
        Assert.All(weights["high.branches.0.bias"], x => Assert.InRange(Math.Abs(x), 0, 1 / Math.Sqrt(9 * 1024)));
    }

    [Fact]
    public void Forward_TrainingMode_MovesRunningStatisticsAndEvaluationDoesNot()
    {
        using var scope = NewDisposeScope();
        using var model = Tiny(8);
        double[] Mean() => TinyTraining.Weights(model)["trunk.bn1.running_mean"];
        model.eval();
        var before = Mean();
        model.Forward(randn([1, 3, 32, 32]));
        Assert.Equal(before, Mean());
        model.train();
        model.Forward(randn([1, 3, 32, 32]));
        Assert.NotEqual(before, Mean());
    }

    [Fact]
    public void Forward_WrongShape_SaysWhatWasExpected()
    {
        using var scope = NewDisposeScope();
        using var model = Tiny(8);
        var error = Assert.Throws<ArgumentException>(() => model.Forward(randn([1, 1, 32, 32])));
        Assert.Contains("[N, 3, H, W]", error.Message);
    }

    [Theory]
    [InlineData("Blocks")]
    [InlineData("Width")]
    [InlineData("OutputStride")]
    [InlineData("Classes")]
    [InlineData("HeadDilations")]
    [InlineData("HeadLearningRateFactor")]
    public void Validate_FieldOutOfRange_NamesIt(string field)
    {
        var good = TinyTraining.Network;
        var bad = field switch
        {
            "Blocks" => good with { Trunk = good.Trunk with { Blocks = [1, 0, 1, 1] } },
            "Width" => good with { Trunk = good.Trunk with { Width = 0 } },
            "OutputStride" => good with { Trunk = good.Trunk with { OutputStride = 4 } },
            "HeadLearningRateFactor" => good with { HeadLearningRateFactor = 0 },
            "Classes" => good with { Classes = 256 },
            _ => good with { HeadDilations = [6] },
        };
        Assert.Contains(field, Assert.Throws<ArgumentException>(() => new DeepLabV2(bad, new RandomStream(1))).Message);
    }

    private static DeepLabV2 Tiny(int outputStride) =>
        new(TinyTraining.Network with { Trunk = TinyTraining.Network.Trunk with { OutputStride = outputStride } }, new RandomStream(1));

    private static long Count(nn.Module model, string prefix) =>
        model.named_parameters().Where(p => p.name.StartsWith(prefix, StringComparison.Ordinal)).Sum(p => p.parameter.numel());
}
