using Research.Adaptation.Models;
using Research.TestSupport;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Models;

public sealed class SegNetTests
{
    private static readonly SegNetOptions Narrow = new() { Classes = 3, Width = 2, Convolutions = [1, 2, 1, 1, 2] };

    [Theory]
    [InlineData(11, 29_449_355)]
    [InlineData(19, 29_453_971)]
    public void Parameters_AtWidth64_AreThoseOfTheTutorial(int classes, long expected)
    {
        // VGG16's convolutions 14,714,688; their mirror image without the last 14,712,448; normalisations 15,872; last (9 * 64 + 1) C.
        using var model = new SegNet(new SegNetOptions { Classes = classes }, new RandomStream(1));
        long Count(Func<string, bool> which) => model.named_parameters().Where(p => which(p.name)).Sum(p => p.parameter.numel());
        var last = Count(n => n.StartsWith("decoder.0.1."));
        Assert.Equal(14_714_688, Count(n => n.StartsWith("encoder.") && n.Contains(".conv.")));
        Assert.Equal(14_712_448, Count(n => n.StartsWith("decoder.") && n.Contains(".conv.")) - last);
        Assert.Equal(15_872, Count(n => n.Contains(".bn.")));
        Assert.Equal(577 * classes, last);
        Assert.Equal(expected, Count(_ => true));
    }

    [Fact]
    public void Trace_TutorialInput_HasTheSizesOfThePrototxt()
    {
        // 480x360: 240x180, 120x90, 60x45, then rounded up 30x23, 15x12; the decoder goes the same way back.
        using var scope = NewDisposeScope();
        using var model = new SegNet(Narrow, new RandomStream(1));
        model.eval();
        using var noGrad = no_grad();
        var trace = model.Trace(zeros([1, 3, 360, 480]));
        long[] Rows(params string[] names) => [.. names.Select(n => trace[n].shape[2])];
        long[] Columns(params string[] names) => [.. names.Select(n => trace[n].shape[3])];
        string[] down = ["enc1", "enc2", "enc3", "enc4", "enc5", "pool5"], up = ["dec5", "dec4", "dec3", "dec2", "dec1"];
        Assert.Equal([360, 180, 90, 45, 23, 12], Rows(down));
        Assert.Equal([480, 240, 120, 60, 30, 15], Columns(down));
        Assert.Equal([23, 45, 90, 180, 360], Rows(up));
        Assert.Equal([30, 60, 120, 240, 480], Columns(up));
        Assert.Equal([.. down, .. up], trace.Steps.Select(s => s.Name));
        Assert.Equal([1, 3, 360, 480], trace.Output.High.shape);
        Assert.Null(trace.Output.Low);
    }

    [Theory]
    [InlineData(32, 64)]
    [InlineData(33, 47)]
    [InlineData(1, 5)]
    public void Forward_AnySize_GivesLogitsOfThatSize(int height, int width)
    {
        using var scope = NewDisposeScope();
        using var model = new SegNet(Narrow, new RandomStream(1));
        model.eval();
        Assert.Equal([2, 3, height, width], model.Forward(randn([2, 3, height, width])).High.shape);
        foreach (var tap in Enum.GetValues<SegNetTap>())
        {
            var cells = SegNet.Cells(tap, height, width);
            Assert.Equal([2, model.FeatureChannels, cells.Height, cells.Width], model.Encode(randn([2, 3, height, width])).At(tap).shape);
        }
    }

    [Fact]
    public void Encode_Indices_PointAtTheMaximaOfTheirOwnPlane()
    {
        using var scope = NewDisposeScope();
        using var model = new SegNet(Narrow, new RandomStream(1));
        model.eval();
        var images = randn([2, 3, 9, 13]);
        var (trace, features) = (model.Trace(images), model.Encode(images));
        for (var stage = 0; stage < 5; stage++)
        {
            var before = trace[$"enc{stage + 1}"];
            var pooling = features.Poolings[stage];
            Assert.Equal((before.shape[2], before.shape[3]), (pooling.Height, pooling.Width));
            var (values, indices) = (TestTensors.Values(before), pooling.Indices.data<long>().ToArray());
            var (rows, columns) = ((int)pooling.Height, (int)pooling.Width);
            var (pooledRows, pooledColumns) = ((rows + 1) / 2, (columns + 1) / 2);
            for (var i = 0; i < indices.Length; i++)
            {
                var (plane, cell) = (i / (pooledRows * pooledColumns), i % (pooledRows * pooledColumns));
                var (top, left) = (2 * (cell / pooledColumns), 2 * (cell % pooledColumns));
                var window = from y in Enumerable.Range(top, 2) from x in Enumerable.Range(left, 2) where y < rows && x < columns select values[plane * rows * columns + y * columns + x];
                var (y0, x0) = ((int)indices[i] / columns, (int)indices[i] % columns);
                Assert.InRange(y0, top, top + 1);
                Assert.InRange(x0, left, left + 1);
                Assert.Equal(window.Max(), values[plane * rows * columns + indices[i]]);
            }
        }
    }

    [Fact]
    public void Decode_FirstStage_UnpoolsToZerosAndMaximaByPlainLoops()
    {
        // The deepest decoder stage of a network with one convolution per stage, recomputed: unpool by loops, convolution, normalisation, ReLU.
        using var scope = NewDisposeScope();
        using var model = new SegNet(Narrow with { Convolutions = [1, 1, 1, 1, 1] }, new RandomStream(1));
        model.eval();
        var images = randn([2, 3, 40, 72]);
        var features = model.Encode(images);
        var pooling = features.Poolings[4];
        var (pooled, indices) = (features.Pool5.data<float>().ToArray(), pooling.Indices.data<long>().ToArray());
        var (planes, cells, area) = (2 * model.FeatureChannels, pooled.Length / (2 * model.FeatureChannels), (int)(pooling.Height * pooling.Width));
        var expected = new float[planes * area];
        for (var plane = 0; plane < planes; plane++)
        for (var cell = 0; cell < cells; cell++)
            expected[plane * area + indices[plane * cells + cell]] = pooled[plane * cells + cell];
        var unpooled = tensor(expected, [2, model.FeatureChannels, pooling.Height, pooling.Width]);
        var state = model.state_dict();
        var convolved = nn.functional.conv2d(unpooled, state["decoder.4.0.conv.weight"], state["decoder.4.0.conv.bias"], padding: [1L, 1L]);
        var normalised = nn.functional.batch_norm(convolved, state["decoder.4.0.bn.running_mean"], state["decoder.4.0.bn.running_var"],
            state["decoder.4.0.bn.weight"], state["decoder.4.0.bn.bias"], training: false);
        Assert.True(model.Trace(images)["dec5"].allclose(normalised.relu(), rtol: 1e-5, atol: 1e-6));
    }

    [Fact]
    public void Decode_OfSomePictures_EqualsThosePicturesOfTheBatch()
    {
        using var scope = NewDisposeScope();
        using var model = new SegNet(Narrow, new RandomStream(1));
        model.eval();
        var features = model.Encode(randn([3, 3, 33, 40]));
        var all = model.Decode(features).High;
        Assert.True(model.Decode(features.Pictures(1, 2)).High.allclose(all.narrow(0, 1, 2), atol: 1e-6));
    }

    [Fact]
    public void Backward_ThroughUnpooling_ReachesEveryParameter()
    {
        using var scope = NewDisposeScope();
        using var model = new SegNet(Narrow, new RandomStream(1));
        model.Forward(randn([2, 3, 64, 64])).High.square().sum().backward();
        Assert.All(model.named_parameters(), p => Assert.True(p.parameter.grad is not null, p.name));
        Assert.Contains(model.named_parameters(), p => p.name.StartsWith("encoder.0.0.conv.weight") && p.parameter.grad!.abs().sum().item<float>() > 0);
    }

    [Fact]
    public void Backward_OfTheWholeNetwork_AgreesWithDifferences()
    {
        // Double precision, evaluation mode: a smooth function of one encoder weight except at kinks, which a step of 1e-6 does not cross here.
        using var scope = NewDisposeScope();
        using var model = new SegNet(Narrow, new RandomStream(1));
        model.to(ScalarType.Float64);
        model.eval();
        var images = randn([1, 3, 33, 32], dtype: ScalarType.Float64);
        double Loss() { using var inner = NewDisposeScope(); using var noGrad = no_grad(); return model.Forward(images).High.square().mean().item<double>(); }
        model.Forward(images).High.square().mean().backward();
        foreach (var name in new[] { "encoder.0.0.conv.weight", "encoder.4.1.conv.weight", "decoder.3.0.conv.weight", "decoder.0.0.conv.bias" })
        {
            var parameter = model.named_parameters().Single(p => p.name == name).parameter;
            var gradient = parameter.grad!.flatten()[0].item<double>();
            double At(double by)
            {
                using var noGrad = no_grad();
                parameter.flatten()[0].add_(by);
                var value = Loss();
                parameter.flatten()[0].add_(-by);
                return value;
            }
            Assert.Equal(gradient, (At(1e-6) - At(-1e-6)) / 2e-6, 1e-6 * Math.Max(1, Math.Abs(gradient)));
        }
    }

    [Fact]
    public void Constructor_Weights_AreDrawnByTheTutorialsRule()
    {
        using var model = new SegNet(new SegNetOptions { Width = 16 }, new RandomStream(1));
        var weights = TinyTraining.Weights(model);
        // 147,456 draws with deviation sqrt(2 / (9 * 128)): the sample deviation is within 1 % by five standard errors.
        var w = weights["encoder.4.1.conv.weight"];
        Assert.InRange(Math.Sqrt(w.Average(x => x * x)) / Math.Sqrt(2.0 / (9 * 128)), 0.99, 1.01);
        Assert.All(weights["encoder.4.1.conv.bias"], x => Assert.Equal(0, x));
        Assert.All(weights["encoder.4.1.bn.weight"], x => Assert.Equal(1, x));
        Assert.All(weights["encoder.4.1.bn.bias"], x => Assert.Equal(0.001, x, 9));
        using var same = new SegNet(new SegNetOptions { Width = 16 }, new RandomStream(1));
        Assert.Equal(weights, TinyTraining.Weights(same));
    }

    [Fact]
    public void ParameterGroups_Biases_LearnTwiceAsFastAndDoNotDecay()
    {
        using var model = new SegNet(Narrow, new RandomStream(1));
        Assert.Equal([("weights", 1.0), ("shifts", 1.0), ("biases", 2.0)], model.ParameterGroups.Select(g => (g.Name, g.LearningRateFactor)));
        Assert.Equal([null, 0.0, 0.0], model.ParameterGroups.Select(g => g.WeightDecay));
        Assert.Equal(model.parameters().Count(), model.ParameterGroups.Sum(g => g.Parameters.Count));
        Assert.All(model.ParameterGroups[2].Parameters, p => Assert.EndsWith(".conv.bias", p.Name));
        Assert.All(model.ParameterGroups[1].Parameters, p => Assert.EndsWith(".bn.bias", p.Name));
    }

    [Fact]
    public void Forward_Repeated_LeavesNoTensorBehind()
    {
        using var model = new SegNet(Narrow, new RandomStream(1));
        void Once()
        {
            using (NewDisposeScope())
            {
                var images = randn([1, 3, 32, 32]);
                model.Trace(images).Output.High.mean().backward();
                model.Forward(images);
                foreach (var p in model.parameters()) p.grad = null;
            }
        }
        Once();
        var before = LiveTensors.Settled();
        Once();
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void Forward_WrongShape_SaysWhatWasExpected()
    {
        using var scope = NewDisposeScope();
        using var model = new SegNet(Narrow, new RandomStream(1));
        Assert.Contains("[N, 3, H, W]", Assert.Throws<ArgumentException>(() => model.Forward(randn([3, 32, 32]))).Message);
    }

    [Theory]
    [InlineData("Classes")]
    [InlineData("Width")]
    [InlineData("Convolutions")]
    public void Validate_FieldOutOfRange_NamesIt(string field)
    {
        var bad = field switch
        {
            "Classes" => Narrow with { Classes = 1 },
            "Width" => Narrow with { Width = 0 },
            _ => Narrow with { Convolutions = [1, 1, 0, 1, 1] },
        };
        Assert.StartsWith(field, Assert.Throws<ArgumentException>(() => new SegNet(bad, new RandomStream(1))).Message);
    }
}
