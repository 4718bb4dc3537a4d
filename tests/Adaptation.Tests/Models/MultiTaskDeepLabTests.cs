using Research.Adaptation.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Models;

public sealed class MultiTaskDeepLabTests
{
    internal static MultiTaskOptions Tiny { get; } = new()
    {
        Classes = 3,
        Trunk = TinyTraining.Network.Trunk,
        TaskWidth = 8,
        HeadDilations = [1, 2],
        FreezeTrunkNormalisation = false,
        HeadLearningRateFactor = 0.5,
        TrunkClassifierLearningRateFactor = 0.5,
        DepthLearningRateFactor = 0.5,
        Initialisation = Initialisation.Kaiming,
    };

    [Fact]
    public void Parameters_OfTheParts_AreThoseOfTheNote()
    {
        // Width 64 gives 2,048 features whatever the trunk's depth.
        using var model = new MultiTaskDeepLab(new MultiTaskOptions { Trunk = new() { Blocks = [1, 1, 1, 1] } }, new RandomStream(1));
        Assert.Equal(1_560_576, Count(model, "semantic_features.", "depth_features."));
        Assert.Equal(5_397, Count(model, "initial_"));
        Assert.Equal(2_359_296, Count(model, "to_semantics.", "to_depth."));
        Assert.Equal(193_620, Count(model, "semantics.", "target_depth.", "source_depth."));
        using var trunk = new ResNet(ResNetOptions.ResNet101);
        Assert.Equal(46_619_049, Count(model, "") - Count(model, "trunk.") + trunk.parameters().Sum(p => p.numel()));
    }

    [Fact]
    public void Parameters_OfTheGtaVariant_DifferInTheInitialClassifierOnly()
    {
        using var model = new MultiTaskDeepLab(
            new MultiTaskOptions { Trunk = new() { Blocks = [1, 1, 1, 1] }, InitialSemantics = InitialSemantics.TrunkFeatures }, new RandomStream(1));
        using var trunk = new ResNet(ResNetOptions.ResNet101);
        Assert.Equal(48_015_074, Count(model, "") - Count(model, "trunk.") + trunk.parameters().Sum(p => p.numel()));
        Assert.Equal(1_400_908, Count(model, "initial_semantics."));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void DistillationGate_RandomFeatures_EqualsPlainLoops(int n)
    {
        using var scope = NewDisposeScope();
        const int k = 3, h = 4, w = 5;
        using var gate = new DistillationGate(k);
        gate.to(ScalarType.Float64);
        var input = TestTensors.Logits(n, k, h, w);
        var weights = gate.state_dict().ToDictionary(s => s.Key, s => TestTensors.Values(s.Value));
        var (x, actual) = (TestTensors.Values(input), TestTensors.Values(gate.call(input)));

        double Convolved(double[] kernel, int b, int c, int row, int column)
        {
            double sum = 0;
            for (var i = 0; i < k; i++)
            for (var dy = -1; dy <= 1; dy++)
            for (var dx = -1; dx <= 1; dx++)
            {
                var (yy, xx) = (row + dy, column + dx);
                if (yy < 0 || yy >= h || xx < 0 || xx >= w) continue;
                sum += kernel[((c * k + i) * 3 + dy + 1) * 3 + dx + 1] * x[((b * k + i) * h + yy) * w + xx];
            }
            return sum;
        }

        for (var b = 0; b < n; b++)
        for (var c = 0; c < k; c++)
        for (var row = 0; row < h; row++)
        for (var column = 0; column < w; column++)
        {
            var expected = Convolved(weights["message.weight"], b, c, row, column) / (1 + Math.Exp(-Convolved(weights["gate.weight"], b, c, row, column)));
            Assert.Equal(expected, actual[((b * k + c) * h + row) * w + column], 9);
        }
    }

    [Fact]
    public void DistillationGate_RandomFeatures_GradientAgreesWithDifferences()
    {
        using var scope = NewDisposeScope();
        using var gate = new DistillationGate(2);
        gate.to(ScalarType.Float64);
        GradientCheck.Passes(x => gate.call(x).square().sum(), TestTensors.Logits(2, 2, 3, 3));
    }

    [Fact]
    public void Trace_Exchange_AddsTheGatedFeaturesOfTheOtherTask()
    {
        using var scope = NewDisposeScope();
        using var model = new MultiTaskDeepLab(Tiny, new RandomStream(1));
        model.eval();
        using var noGrad = no_grad();
        var trace = model.Trace(randn([2, 3, 16, 32]));
        var state = model.state_dict();
        Tensor Sent(string to, string from) =>
            nn.functional.conv2d(trace[from], state[$"{to}.message.weight"], padding: [1, 1])
            * nn.functional.conv2d(trace[from], state[$"{to}.gate.weight"], padding: [1, 1]).sigmoid();
        Assert.True(trace["semantic_exchanged"].allclose(trace["semantic_features"] + Sent("to_semantics", "depth_features"), atol: 1e-6));
        Assert.True(trace["depth_exchanged"].allclose(trace["depth_features"] + Sent("to_depth", "semantic_features"), atol: 1e-6));
        Assert.False(trace["semantic_exchanged"].allclose(trace["semantic_features"], atol: 1e-6));
    }

    [Theory]
    [InlineData(true, "S S0 D D0 Dsrc Dsrc0")]
    [InlineData(false, "S D Dsrc")]
    public void Forward_All_GivesTheHeadsOfTheNetworkAtInputSize(bool exchange, string expected)
    {
        using var scope = NewDisposeScope();
        using var model = new MultiTaskDeepLab(Tiny with { Exchange = exchange }, new RandomStream(1));
        model.eval();
        var o = model.Forward(randn([2, 3, 17, 30]), MultiTaskHeads.All);
        var given = new (string Name, Tensor? Value, int Channels)[]
        {
            ("S", o.Semantics, 3), ("S0", o.InitialSemantics, 3), ("D", o.TargetDepth, 1), ("D0", o.InitialTargetDepth, 1), ("Dsrc", o.SourceDepth, 1), ("Dsrc0", o.InitialSourceDepth, 1),
        }.Where(x => x.Value is not null).ToList();
        Assert.Equal(expected, string.Join(" ", given.Select(x => x.Name)));
        Assert.All(given, x => Assert.Equal([2, x.Channels, 17, 30], x.Value!.shape));
    }

    [Fact]
    public void Forward_FewerHeads_GivesTheSameValues()
    {
        using var scope = NewDisposeScope();
        foreach (var exchange in new[] { true, false })
        {
            using var model = new MultiTaskDeepLab(Tiny with { Exchange = exchange }, new RandomStream(1));
            model.eval();
            var images = randn([1, 3, 16, 32]);
            var all = model.Forward(images, MultiTaskHeads.All);
            Assert.Equal(TestTensors.Values(all.Semantics), TestTensors.Values(model.Forward(images, MultiTaskHeads.Semantics).Semantics));
            Assert.Equal(TestTensors.Values(all.Semantics), TestTensors.Values(model.Forward(images).High));
            var source = model.Forward(images, MultiTaskHeads.SourceDepth);
            Assert.Equal(TestTensors.Values(all.SourceDepth!), TestTensors.Values(source.SourceDepth!));
            Assert.Null(source.TargetDepth);
            Assert.Null(source.InitialSemantics);
        }
    }

    [Fact]
    public void Forward_SemanticsOnlyWithoutExchange_GivesDepthNoGradient()
    {
        using var scope = NewDisposeScope();
        using var model = new MultiTaskDeepLab(Tiny with { Exchange = false }, new RandomStream(1));
        model.Forward(randn([2, 3, 16, 32]), MultiTaskHeads.Semantics).Semantics.sum().backward();
        Assert.All(model.named_parameters().Where(p => p.name.Contains("depth")), p => Assert.Null(p.parameter.grad));
        Assert.NotNull(model.named_parameters().First(p => p.name == "semantic_features.0.conv1.weight").parameter.grad);
    }

    [Fact]
    public void Forward_GtaVariant_PredictsEarlyFromTheTrunk()
    {
        using var scope = NewDisposeScope();
        using var model = new MultiTaskDeepLab(Tiny with { InitialSemantics = InitialSemantics.TrunkFeatures }, new RandomStream(1));
        model.Forward(randn([2, 3, 16, 32]), MultiTaskHeads.Initial).InitialSemantics!.sum().backward();
        Assert.Null(model.named_parameters().First(p => p.name == "semantic_features.0.conv1.weight").parameter.grad);
        Assert.NotNull(model.named_parameters().First(p => p.name == "trunk.layer4.0.conv1.weight").parameter.grad);
    }

    [Fact]
    public void Constructor_WithAndWithoutExchange_DrawsTheSharedWeightsAlike()
    {
        using var with = new MultiTaskDeepLab(Tiny, new RandomStream(1));
        using var without = new MultiTaskDeepLab(Tiny with { Exchange = false }, new RandomStream(1));
        var weights = TinyTraining.Weights(with);
        Assert.All(TinyTraining.Weights(without), w => Assert.Equal(weights[w.Key], w.Value));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ParameterGroups_FrozenTrunk_LeavesOutItsNormalisationsOnly(bool frozen)
    {
        using var model = new MultiTaskDeepLab(Tiny with { FreezeTrunkNormalisation = frozen }, new RandomStream(1));
        var grouped = model.ParameterGroups.SelectMany(g => g.Parameters.Select(p => p.Name)).ToHashSet();
        var left = model.named_parameters().Select(p => p.name).Where(n => !grouped.Contains(n)).Order().ToList();
        if (frozen) Assert.Equal(model.named_parameters().Where(p => p.name.StartsWith("trunk.") && p.parameter.ndim == 1).Select(p => p.name).Order(), left);
        else Assert.Equal(["trunk.bn1.bias", "trunk.bn1.weight"], left);
        Assert.Equal([("trunk", 1.0), ("heads", 0.5), ("depth heads", 0.5)], model.ParameterGroups.Select(g => (g.Name, g.LearningRateFactor)));
        Assert.All(model.ParameterGroups[1].Parameters, p => Assert.DoesNotMatch("^trunk[.]", p.Name));
        Assert.All(model.ParameterGroups[2].Parameters, p => Assert.Contains("_depth.", p.Name));
    }

    [Theory]
    [InlineData(Fidelity.Paper)]
    [InlineData(Fidelity.ReleasedCode)]
    public void Forward_DepthStart_IsWhatUntrainedHeadsPredict(Fidelity fidelity)
    {
        using var scope = NewDisposeScope();
        using var model = new MultiTaskDeepLab(Tiny with { DepthStart = 30, Fidelity = fidelity, HeadDilations = [1, 2, 3] }, new RandomStream(1));
        model.eval();
        var o = model.Forward(randn([1, 3, 16, 32]), MultiTaskHeads.All);
        foreach (var depth in new[] { o.TargetDepth!, o.SourceDepth!, o.InitialTargetDepth!, o.InitialSourceDepth! })
            Assert.Equal(30, depth.mean().item<float>(), 1.0);
    }

    [Fact]
    public void ParameterGroups_GtaVariant_SetsTheTrunksClassifierApart()
    {
        using var model = new MultiTaskDeepLab(Tiny with { InitialSemantics = InitialSemantics.TrunkFeatures, TrunkClassifierLearningRateFactor = 0.2, DepthLearningRateFactor = 4 }, new RandomStream(1));
        Assert.Equal([("trunk", 1.0), ("heads", 0.5), ("trunk classifier", 0.2), ("depth heads", 4.0)], model.ParameterGroups.Select(g => (g.Name, g.LearningRateFactor)));
        Assert.All(model.ParameterGroups[2].Parameters, p => Assert.StartsWith("initial_semantics.", p.Name));
        Assert.Equal(model.parameters().Count(p => p.requires_grad), model.ParameterGroups.Sum(g => g.Parameters.Count));
    }

    [Theory]
    [InlineData("TrunkClassifierLearningRateFactor")]
    [InlineData("DepthStart")]
    [InlineData("DepthLearningRateFactor")]
    [InlineData("Classes")]
    [InlineData("TaskWidth")]
    [InlineData("HeadDilations")]
    [InlineData("HeadLearningRateFactor")]
    [InlineData("InitialSemantics")]
    public void Validate_FieldOutOfRange_NamesIt(string field)
    {
        var bad = field switch
        {
            "Classes" => Tiny with { Classes = 1 },
            "TaskWidth" => Tiny with { TaskWidth = 10 },
            "HeadDilations" => Tiny with { HeadDilations = [6] },
            "DepthLearningRateFactor" => Tiny with { DepthLearningRateFactor = -1 },
            "DepthStart" => Tiny with { DepthStart = double.PositiveInfinity },
            "TrunkClassifierLearningRateFactor" => Tiny with { TrunkClassifierLearningRateFactor = 0 },
            "HeadLearningRateFactor" => Tiny with { HeadLearningRateFactor = double.NaN },
            _ => Tiny with { InitialSemantics = (InitialSemantics)7 },
        };
        Assert.Contains(field, Assert.Throws<ArgumentException>(() => new MultiTaskDeepLab(bad, new RandomStream(1))).Message);
    }

    private static long Count(nn.Module model, params string[] prefixes) =>
        model.named_parameters().Where(p => prefixes.Any(prefix => p.name.StartsWith(prefix, StringComparison.Ordinal))).Sum(p => p.parameter.numel());
}
