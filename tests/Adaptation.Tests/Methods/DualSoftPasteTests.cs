using Research.Adaptation.Data;
using Research.Adaptation.Losses;
using Research.Adaptation.Methods;
using Research.Adaptation.Mixing;
using Research.Adaptation.Models;
using Research.Adaptation.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Methods;

public sealed class DualSoftPasteTests
{
    public static TheoryData<string> All => ["paper", "july", "september", "no features", "onto target", "onto source", "onto none"];

    private static DualSoftPasteOptions Options(string name) => name switch
    {
        "paper" => TinyPaste.Options,
        "july" => TinyPaste.Options with { Fidelity = Fidelity.ReleasedCode, Release = DualSoftPasteRelease.July2021 },
        "september" => TinyPaste.Options with { Fidelity = Fidelity.ReleasedCode },
        "no features" => TinyPaste.Options with { FeatureWeight = 0, PastedFeatureWeight = 0 },
        "onto target" => TinyPaste.Options with { Onto = PasteOnto.Target },
        "onto source" => TinyPaste.Options with { Onto = PasteOnto.Source },
        _ => TinyPaste.Options with { Onto = PasteOnto.None },
    };

    private static LongTailOptions LongTail(string name) =>
        name == "september" ? TinyPaste.LongTail with { Crops = RareCrops.OfOneClassForEachDomain } : TinyPaste.LongTail;

    [Fact]
    public void Step_AllWeightsZero_EqualsSourceOnlyToTheBit()
    {
        var zero = TinyPaste.Options with { SourcePasteWeight = 0, TargetWeight = 0, FeatureWeight = 0, PastedFeatureWeight = 0 };
        foreach (var options in new[] { zero, DualSoftPasteOptions.SourceOnly })
        {
            var pasted = TinyPaste.Train(options, steps: 5, longTail: TinyPaste.LongTail);
            using var model = TinyPaste.Model();
            using var loader = TinyPaste.Loader();
            using var trainer = new Trainer<PasteBatch>(model, new PlainSource(model), TinyTraining.Options(5), new RandomStream(5));
            var losses = new List<double>();
            for (var step = 0; step < 5; step++)
                using (var batch = loader.Load(step))
                    losses.Add(trainer.Step(batch, step).Losses[0].Value);
            Assert.Equal(losses, pasted.Steps.Select(s => s.Losses.Single().Value));
            Assert.Equal(TinyTraining.Weights(model), pasted.Weights);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Step_AnyVariant_SumsItsPartsWithTheirWeights(string name)
    {
        var options = Options(name) with { SourcePasteWeight = 0.7, TargetWeight = 1.3 };
        var losses = TinyPaste.Train(options, steps: 1, longTail: LongTail(name)).Steps[0].Losses.ToDictionary(l => l.Name, l => l.Value);
        if (name == "no features")
        {
            Assert.Equal(["source", "fused.source", "fused.target", "source.pasted", "target.pasted", "teacher.confidence"], losses.Keys);
            Assert.Equal(0.7 * losses["source.pasted"], losses["fused.source"], 5);
            Assert.Equal(1.3 * losses["target.pasted"], losses["fused.target"], 5);
            return;
        }
        Assert.Equal(["source", "fused", "source.pasted", "target.pasted", "teacher.confidence", "features.whole", "features.pasted"], losses.Keys);
        Assert.Equal(
            0.7 * losses["source.pasted"] + 1.3 * losses["target.pasted"] + 0.005 * (losses["features.whole"] + losses["features.pasted"]), losses["fused"], 5);
    }

    [Theory]
    [InlineData("paper", 1)]
    [InlineData("paper", 2)]
    [InlineData("paper", 3)]
    [InlineData("july", 2)]
    [InlineData("september", 2)]
    public void Step_Recorded_TargetLossFollowsFromWhatWasSeen(string name, int n)
    {
        using var scope = NewDisposeScope();
        var (seen, report) = Watch(Options(name), n, LongTail(name));
        var logits = seen["target.fused.logits"];
        var p = TestTensors.Softmax(logits);
        var (pseudo, fused, weights) = (seen["teacher.labels"].data<long>().ToArray(), seen["target.pasted.labels"].data<long>().ToArray(), TestTensors.Values(seen["target.weights"]));
        var pixels = (int)(logits.shape[2] * logits.shape[3]);
        var lambda = TinyPaste.Options.Lambda;
        double sum = 0;
        for (var i = 0; i < n * pixels; i++)
        {
            double Nll(long label) => label == 255 ? 0 : -Math.Log(p[i / pixels, label, i % pixels]);
            sum += weights[i] * (lambda * Nll(fused[i]) + (name == "paper" ? (1 - lambda) * Nll(pseudo[i]) : 0));
        }
        Assert.Equal(sum / (n * pixels), report.Losses.Single(l => l.Name == "target.pasted").Value, 5);

        // Weights: 1 on pasted pixels, elsewhere the share of sure pixels of the whole batch.
        var q = TestTensors.Values(seen["teacher.sureness"]).Count(s => s >= 0.5) / (double)(n * pixels);
        Assert.Equal(q, report.Losses.Single(l => l.Name == "teacher.confidence").Value, 6);
        Assert.All(weights, w => Assert.True(w == 1 || Math.Abs(w - q) < 1e-6));
        Assert.Contains(weights, w => w == 1);
    }

    [Fact]
    public void Step_Paper_MixesTheSameTemplateIntoBothDomains()
    {
        using var scope = NewDisposeScope();
        var (seen, _) = Watch(Options("paper") with { Augmentation = StrongAugmentationOptions.None }, 2, TinyPaste.LongTail);
        var mask = seen["mask"].unsqueeze(1);
        using var batch = TinyPaste.Loader(2, TinyPaste.LongTail).Load(0);
        foreach (var (fused, below) in new[] { (seen["source.pasted"], batch.Source.Images), (seen["target.pasted"], batch.Target.Images) })
        {
            var expected = where(mask, 0.9 * seen["template"] + 0.1 * below, below);
            Assert.True((fused - expected).abs().max().item<float>() < 1e-6f);
        }
        // The rare classes are in the template, in the mask and in the labels.
        foreach (var rare in batch.Rare)
            Assert.True(seen["mask"].masked_select(rare.Mask).all().item<bool>());
        Assert.True(seen["source.pasted.labels"].masked_select(batch.Rare[1].Mask).eq(batch.Rare[1].Class).all().item<bool>());
    }

    [Fact]
    public void Step_Augmentation_ChangesPicturesAfterPastingOnly()
    {
        using var scope = NewDisposeScope();
        var always = new StrongAugmentationOptions { JitterProbability = 1, BlurProbability = 1 };
        var (still, _) = Watch(Options("paper") with { Augmentation = StrongAugmentationOptions.None }, 2, TinyPaste.LongTail);
        var (moved, _) = Watch(Options("paper") with { Augmentation = always }, 2, TinyPaste.LongTail);
        foreach (var same in new[] { "teacher.labels", "mask", "source.pasted", "target.pasted", "target.pasted.labels" })
            Assert.True(still[same].equal(moved[same]).all().item<bool>(), same);
        Assert.True(still["target.changed"].equal(still["target.pasted"]).all().item<bool>());
        Assert.False(moved["target.changed"].equal(moved["target.pasted"]).all().item<bool>());
        Assert.False(moved["source.changed"].equal(moved["source.pasted"]).all().item<bool>());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Step_AnyVariant_LeavesNoTensorBehindAndTheTeacherWithoutGradient(string name)
    {
        using var model = TinyPaste.Model();
        using var loader = TinyPaste.Loader(2, LongTail(name));
        using var method = new DualSoftPaste(model, TinyPaste.Model(2), Options(name));
        using var trainer = new Trainer<PasteBatch>(model, method, TinyTraining.Options(), new RandomStream(5));
        Leaks.AssertNone(trainer, loader, model);
        Assert.All(method.Modules["teacher"].parameters(), p => { Assert.Null(p.grad); Assert.False(p.requires_grad); });
    }

    [Fact]
    public void AfterStep_FirstAndSecondStep_CopyThenAverage()
    {
        using var scope = NewDisposeScope();
        using var model = TinyPaste.Model();
        using var loader = TinyPaste.Loader();
        using var method = new DualSoftPaste(model, TinyPaste.Model(2), TinyPaste.Options);
        using var trainer = new Trainer<PasteBatch>(model, method, TinyTraining.Options(), new RandomStream(5));
        Dictionary<string, double[]> Parameters(nn.Module module) => module.named_parameters().ToDictionary(p => p.name, p => TestTensors.Values(p.parameter));
        using (var batch = loader.Load(0)) trainer.Step(batch, 0);
        var first = Parameters(model);
        Assert.Equal(first, Parameters(method.Teacher.Module));
        using (var batch = loader.Load(1)) trainer.Step(batch, 1);
        var (second, teacher) = (Parameters(model), Parameters(method.Teacher.Module));
        foreach (var (name, values) in teacher)
            for (var i = 0; i < values.Length; i++) Assert.Equal((first[name][i] + second[name][i]) / 2, values[i], 1e-6);
    }

    [Fact]
    public void Step_BatchStatistics_SeeOneDomainAtATime()
    {
        using var model = TinyPaste.Model();
        using var loader = TinyPaste.Loader();
        using var method = new DualSoftPaste(model, TinyPaste.Model(2), TinyPaste.Options);
        using var trainer = new Trainer<PasteBatch>(model, method, TinyTraining.Options(), new RandomStream(5));
        using (var batch = loader.Load(0)) trainer.Step(batch, 0);
        static long Passes(nn.Module module) => module.named_buffers().First(b => b.name.EndsWith("num_batches_tracked")).buffer.item<long>();
        Assert.Equal(3, Passes(model));
        Assert.Equal(1, Passes(method.Teacher.Module));
    }

    [Theory]
    [InlineData("paper")]
    [InlineData("july")]
    [InlineData("september")]
    public void Step_Twice_GivesTheSameLossesAndWeightsToTheBit(string name)
    {
        var (first, second) = (TinyPaste.Train(Options(name), 3, longTail: LongTail(name)), TinyPaste.Train(Options(name), 3, longTail: LongTail(name)));
        Assert.Equal(first.Steps.SelectMany(s => s.Losses), second.Steps.SelectMany(s => s.Losses));
        Assert.Equal(first.Weights, second.Weights);
    }

    [Theory]
    [InlineData("paper")]
    [InlineData("july")]
    [InlineData("september")]
    public void Step_TwentyTimes_GivesTheRecordedLosses(string name)
    {
        // Recorded from this implementation on one thread; a change here is a change of numerics. The tolerance covers other libtorch builds.
        double[] recorded = name switch
        {
            "paper" => [1.64972, 1.87313, 2.68706, 1.74453, 0.67022, 2.35452, 0.50901, 1.18978],
            "july" => [0.95432, 1.41665, 1.27378, 1.84894, 0.65544, 2.18625, 0.56478, 1.22085],
            _ => [1.30816, 2.83129, 1.34294, 2.40755, 0.78827, 1.22577, 0.49013, 0.66856],
        };
        var losses = TinyPaste.Train(Options(name), 20, longTail: LongTail(name)).Steps.Where((_, i) => i % 5 == 4).SelectMany(s => s.Losses.Take(2).Select(l => l.Value)).ToArray();
        Assert.True(recorded.Length == losses.Length, string.Join(", ", losses.Select(l => l.ToString("F5"))));
        for (var i = 0; i < KeptLosses.Comparable(losses.Length, beginning: 2); i++)
            Assert.True(Math.Abs(recorded[i] - losses[i]) <= 3e-3, $"expected {string.Join(", ", recorded)}, got {string.Join(", ", losses)}");
    }

    [Fact]
    public void Step_Training_LowersTheLosses()
    {
        var steps = TinyPaste.Train(Options("paper"), steps: 60, longTail: TinyPaste.LongTail).Steps;
        double Mean(string name, IEnumerable<StepReport> s) => s.Average(r => r.Losses.First(l => l.Name == name).Value);
        foreach (var name in new[] { "source", "source.pasted", "target.pasted" })
            Assert.True(Mean(name, steps.TakeLast(10)) < 0.8 * Mean(name, steps.Take(10)), $"{name}: {Mean(name, steps.Take(10))} to {Mean(name, steps.TakeLast(10))}");
    }

    [Theory]
    [InlineData("Lambda")]
    [InlineData("Threshold")]
    [InlineData("TeacherDecay")]
    [InlineData("SourcePasteWeight")]
    [InlineData("TargetWeight")]
    [InlineData("FeatureWeight")]
    [InlineData("PastedFeatureWeight")]
    [InlineData("Kernels")]
    public void Validate_FieldOutOfRange_NamesIt(string field)
    {
        var good = new DualSoftPasteOptions();
        good.Validate();
        var bad = field switch
        {
            "Lambda" => good with { Lambda = 1.1 },
            "Threshold" => good with { Threshold = -0.1 },
            "TeacherDecay" => good with { TeacherDecay = 1 },
            "SourcePasteWeight" => good with { SourcePasteWeight = double.NaN },
            "TargetWeight" => good with { TargetWeight = -1 },
            "FeatureWeight" => good with { FeatureWeight = double.PositiveInfinity },
            "PastedFeatureWeight" => good with { PastedFeatureWeight = -1 },
            _ => good with { Kernels = 4 },
        };
        Assert.Contains("." + field, Assert.Throws<ArgumentException>(bad.Validate).Message);
    }

    private static (Dictionary<string, Tensor> Seen, StepReport Report) Watch(DualSoftPasteOptions options, int batch, LongTailOptions longTail)
    {
        using var model = TinyPaste.Model();
        using var loader = TinyPaste.Loader(batch, longTail);
        using var method = new DualSoftPaste(model, TinyPaste.Model(2), options);
        using var trainer = new Trainer<PasteBatch>(model, method, TinyTraining.Options(), new RandomStream(5));
        var seen = new Dictionary<string, Tensor>();
        using var pictures = loader.Load(0);
        var report = trainer.Step(pictures, 0, (name, value) => seen[name] = value.clone().DetachFromDisposeScope());
        return (seen, report);
    }

    private sealed class PlainSource(ISegmentationModel model) : ITrainingMethod<PasteBatch>
    {
        public string Name => "plain";

        public IEnumerable<LossTerm> Step(PasteBatch batch, StepContext step)
        {
            yield return new LossTerm("source", CrossEntropy.Of(model.Forward(batch.Source.Images, Heads.HighOnly).High, batch.Source.Labels));
        }
    }
}
