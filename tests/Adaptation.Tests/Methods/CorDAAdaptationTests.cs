using Research.Adaptation.Data;
using Research.Adaptation.Losses;
using Research.Adaptation.Methods;
using Research.Adaptation.Mixing;
using Research.Adaptation.Models;
using Research.Adaptation.Tests.Models;
using Research.Adaptation.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Methods;

public sealed class CorDAAdaptationTests
{
    public static TheoryData<string> Rows => ["dacs", "auxiliary", "correlation", "difficulty", "both"];

    private static bool Exchange(string row) => row is "correlation" or "both";

    // Weights that let depth matter within a few steps of a tiny network.
    private static CorDAOptions Options(string row) => row switch
    {
        "dacs" => CorDAOptions.Dacs with { Threshold = 0.5 },
        "difficulty" or "both" => new() { Threshold = 0.5, MixDepthWeight = 0.01 },
        _ => new() { Threshold = 0.5, MixDepthWeight = 0.01, DifficultyWeighting = false },
    };

    private static readonly CorDAOptions Nothing = CorDAOptions.Dacs with { MixWeight = 0 };

    [Fact]
    public void Step_AllWeightsZero_EqualsSourceOnlyToTheBit()
    {
        var source = Train(exchange: false, (model, _) => new SourceOnly(model), steps: 5);
        var zero = Train("dacs", Nothing, steps: 5);
        Assert.Equal(source.Steps.Select(s => s.Losses[0].Value), zero.Steps.Select(s => s.Losses[0].Value));
        Assert.Equal(source.Weights, zero.Weights);
    }

    [Fact]
    public void Step_MixWeightZero_LooksAtNoTargetPicture()
    {
        var zero = Train("both", new CorDAOptions { MixWeight = 0 }, steps: 1);
        Assert.Equal(["source", "source.semantics", "source.depth"], zero.Steps[0].Losses.Select(l => l.Name));
        var changed = Train("both", new CorDAOptions { MixWeight = 0 }, steps: 1, change: batch => batch.Target.Images.fill_(9));
        Assert.Equal(zero.Weights, changed.Weights);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Step_TwentySteps_GiveAFixedListOfLosses(string row)
    {
        var (first, second) = (Train(row, steps: 20), Train(row, steps: 20));
        Assert.Equal(first.Steps.SelectMany(s => s.Losses), second.Steps.SelectMany(s => s.Losses));
        Assert.Equal(first.Weights, second.Weights);
        // And lists that were looked at once: source and mix loss of steps 1, 10 and 20. Another machine may round differently in the last places.
        double[] expected = row switch
        {
            "dacs" => [1.1213, 0.8050, 1.0358, 0.4910, 0.8281, 0.6698],
            "auxiliary" => [3.3455, 2.8563, 3.2728, 1.7603, 2.9667, 2.4273],
            "correlation" => [6.6894, 5.7094, 6.2506, 3.6446, 5.7943, 4.6858],
            "difficulty" => [3.3455, 2.8562, 3.2853, 1.7997, 2.9923, 2.4009],
            _ => [6.6894, 5.7094, 6.3340, 3.6385, 5.7598, 4.5650],
        };
        double[] actual = [.. new[] { 0, 9, 19 }.SelectMany(s => first.Steps[s].Losses.Where(l => l.Name is "source" or "mix").Select(l => l.Value))];
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual).Take(KeptLosses.Comparable(6, beginning: 4)), x => Assert.Equal(x.First, x.Second, tolerance: 0.01 * x.First));
    }

    [Theory]
    [InlineData("dacs", "source mix mix.semantics")]
    [InlineData("both", "source mix source.semantics source.depth mix.semantics mix.depth")]
    public void Step_Losses_AreNamedAndWeighted(string row, string expected)
    {
        var losses = Train(row, steps: 1).Steps[0].Losses.ToDictionary(l => l.Name, l => l.Value);
        Assert.Equal(expected, string.Join(" ", losses.Keys));
        if (row == "dacs") return;
        Assert.Equal(losses["source.semantics"] + 0.01 * losses["source.depth"], losses["source"], 4);
        Assert.Equal(losses["mix.semantics"] + 0.01 * losses["mix.depth"], losses["mix"], 4);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Step_AnyRow_LeavesNoTensorBehind(string row)
    {
        using var model = Model(Exchange(row));
        using var loader = Loader();
        using var method = Method(model, Options(row));
        using var trainer = new Trainer<DepthDomainBatch>(model, method, TinyTraining.Options(), new RandomStream(5));
        Leaks.AssertNone(trainer, loader, model);
    }

    [Fact]
    public void Step_Teacher_GetsNoGradientAndFollowsTheStudent()
    {
        using var model = Model(exchange: true);
        using var loader = Loader();
        using var method = Method(model, Options("both"));
        using var trainer = new Trainer<DepthDomainBatch>(model, method, TinyTraining.Options(), new RandomStream(5));
        var teacher = method.Modules["teacher"];
        using (var batch = loader.Load(0))
        {
            var context = new StepContext(0, 20, new RandomStream(5));
            using var scope = NewDisposeScope();
            foreach (var term in method.Step(batch, context)) term.Value.backward();
            Assert.All(teacher.parameters(), p => Assert.True(p.grad is null && !p.requires_grad));
            foreach (var p in model.parameters()) p.grad = null;
        }
        var before = TinyTraining.Weights(model)["semantics.branches.0.weight"];
        using (var batch = loader.Load(0)) trainer.Step(batch, 0);
        // The first update copies the student: min(1 - 1 / 1, alpha) = 0 of the teacher stays.
        var student = TinyTraining.Weights(model)["semantics.branches.0.weight"];
        Assert.NotEqual(before, student);
        Assert.Equal(student, teacher.state_dict().ToDictionary(s => s.Key, s => TestTensors.Values(s.Value))["semantics.branches.0.weight"]);
    }

    [Fact]
    public void Step_DepthOfTheMixture_ComesFromTheDecoderOfEachPixelsDomain()
    {
        using var scope = NewDisposeScope();
        using var model = Model(exchange: false);
        using var loader = Loader();
        using var method = Method(model, Options("difficulty") with { Augmentation = StrongAugmentationOptions.None });
        var seen = new Dictionary<string, Tensor>();
        using var batch = loader.Load(0);
        var terms = method.Step(batch, new StepContext(0, 20, new RandomStream(5), (name, value) => seen[name] = value)).ToList();

        var mask = seen["mix.mask"];
        Assert.InRange(mask.to(ScalarType.Float32).mean().item<float>(), 0.01f, 0.99f);
        Assert.True(seen["mix.images"].equal(where(mask.unsqueeze(1), batch.Source.Images, batch.Target.Images)).all().item<bool>());
        Assert.True(seen["mix.depth"].equal(where(mask.unsqueeze(1), batch.SourceDepth, batch.TargetDepth)).all().item<bool>());
        Assert.True(seen["mix.labels"].equal(where(mask, batch.Source.Labels, seen["target.pseudo.labels"])).all().item<bool>());
        var composed = where(mask.unsqueeze(1), seen["mix.depth.source"], seen["mix.depth.target"]);
        Assert.Equal(TestTensors.Value(BerHu.Of(composed, seen["mix.depth"])), TestTensors.Value(terms[1].Parts.First(p => p.Name == "mix.depth").Value), 5);
        var weights = AdaptationDifficulty.Weights(seen["mix.depth.source"], seen["mix.depth.target"], seen["mix.depth"]);
        Assert.True(seen["mix.difficulty"].allclose(weights));
    }

    [Theory]
    [InlineData(1, Fidelity.Paper)]
    [InlineData(2, Fidelity.Paper)]
    [InlineData(3, Fidelity.Paper)]
    [InlineData(1, Fidelity.ReleasedCode)]
    [InlineData(2, Fidelity.ReleasedCode)]
    [InlineData(3, Fidelity.ReleasedCode)]
    public void Step_MixLosses_EqualPlainLoopsOverWhatTheStepRecorded(int batchSize, Fidelity fidelity)
    {
        using var scope = NewDisposeScope();
        using var model = Model(exchange: false);
        using var loader = Loader(batchSize);
        // Fresh decoders agree: one of them is made to say something else at every pixel.
        using (no_grad()) foreach (var (name, p) in model.named_parameters()) if (name.StartsWith("source_depth.", StringComparison.Ordinal)) p.mul_(2000);
        using var method = Method(model, Options("difficulty") with { Fidelity = fidelity });
        var seen = new Dictionary<string, Tensor>();
        using var batch = loader.Load(1);
        var mix = method.Step(batch, new StepContext(0, 20, new RandomStream(5), (name, value) => seen[name] = value)).ToList()[1];
        double Part(string name) => TestTensors.Value(mix.Parts.Single(p => p.Name == name).Value);

        var (mask, depth, source, target) = (TestTensors.Values(seen["mix.mask"]), TestTensors.Values(seen["mix.depth"]), TestTensors.Values(seen["mix.depth.source"]), TestTensors.Values(seen["mix.depth.target"]));
        var q = TestTensors.Values(seen["target.sureness"]).Average(s => s >= 0.5 ? 1.0 : 0);
        var omega = depth.Select((d, i) => Math.Min(1, Math.Max(0, 1 - Math.Abs(source[i] - target[i]) / d) + 1e-3 + (d == 1 ? 1 : 0))).ToArray();
        var (pixels, labels, probabilities) = (depth.Length / batchSize, TestTensors.Values(seen["mix.labels"]), TestTensors.Softmax(seen["mix.logits"].to(ScalarType.Float64)));
        double semantics = 0;
        for (var i = 0; i < depth.Length; i++)
        {
            if (labels[i] == 255) continue;
            var difficulty = fidelity == Fidelity.Paper ? omega[i] : Enumerable.Range(0, batchSize).Average(j => omega[j * pixels + i % pixels]);
            semantics -= (mask[i] != 0 ? 1 : q) * difficulty / omega.Average() * Math.Log(probabilities[i / pixels, (int)labels[i], i % pixels]) / depth.Length;
        }
        Assert.True(omega.Max() - omega.Min() > 0.1);
        Assert.Equal(semantics, Part("mix.semantics"), 1e-4);

        var errors = depth.Select((d, i) => d == 1 ? double.NaN : Math.Abs((mask[i] != 0 ? source[i] : target[i]) - d)).Where(e => !double.IsNaN(e)).ToArray();
        var c = 0.2 * errors.Max();
        Assert.Equal(1, Part("mix.depth") / errors.Average(e => e <= c ? e : (e * e + c * c) / (2 * c)), 1e-4);
    }

    [Fact]
    public void Step_Decoders_LearnFromTheirOwnDomainsPixelsOnly()
    {
        // The gradient of the mixture's depth loss by the target decoder's output is zero where source pixels were pasted, and the other way round.
        using var scope = NewDisposeScope();
        var mask = tensor(new[] { true, false, true, false }, [1, 1, 2, 2]);
        var source = TestTensors.Logits(1, 1, 2, 2).add(9).requires_grad_();
        var target = TestTensors.Logits(1, 1, 2, 2, seed: 4).add(9).requires_grad_();
        BerHu.Of(where(mask, source, target), full([1, 1, 2, 2], 5.0, dtype: ScalarType.Float64)).backward();
        Assert.Equal([false, true, false, true], TestTensors.Values(source.grad!).Select(g => g == 0));
        Assert.Equal([true, false, true, false], TestTensors.Values(target.grad!).Select(g => g == 0));
    }

    [Fact]
    public void Step_InitialLabelSteps_TakeTheTeachersInitialHead()
    {
        using var scope = NewDisposeScope();
        Tensor Labels(long initialSteps)
        {
            using var model = Model(exchange: true);
            using var loader = Loader();
            using var method = Method(model, Options("both") with { InitialLabelSteps = initialSteps });
            using var batch = loader.Load(0);
            Tensor? labels = null;
            foreach (var _ in method.Step(batch, new StepContext(0, 20, new RandomStream(5), (n, v) => labels = n == "target.pseudo.labels" ? v : labels))) { }
            var teacher = (MultiTaskDeepLab)method.Modules["teacher"];
            using var noGrad = no_grad();
            var output = teacher.Forward(batch.Target.Images);
            Assert.True(labels!.equal((initialSteps > 0 ? output.Low! : output.High).argmax(dim: 1)).all().item<bool>());
            return labels!;
        }
        Assert.False(Labels(0).equal(Labels(1)).all().item<bool>());
    }

    [Fact]
    public void Step_Fidelity_DecidesWhoseDifficultyCounts()
    {
        var (paper, code) = (Train("difficulty", steps: 3), Train("difficulty", Options("difficulty") with { Fidelity = Fidelity.ReleasedCode }, steps: 3));
        Assert.NotEqual(paper.Weights["semantics.branches.0.weight"], code.Weights["semantics.branches.0.weight"]);
        // One picture a batch: the batch's mean is the picture's own. (The mask may take void in the code's form; this world's crops hold void in one column.)
        Assert.Equal(paper.Steps[0].Losses[0], code.Steps[0].Losses[0]);
    }

    [Theory]
    [InlineData("dacs", "source")]
    [InlineData("both", "source.depth")]
    public void Step_Training_LowersTheLoss(string row, string loss)
    {
        // Eight channels regress values of a hundred: depth needs more weight here than with a full network.
        var options = row == "dacs" ? Options(row) : Options(row) with { SourceDepthWeight = 0.5, MixDepthWeight = 0.1 };
        var steps = Train(row, options, steps: 60).Steps;
        double Mean(IEnumerable<StepReport> s) => s.Average(r => r.Losses.First(l => l.Name == loss).Value);
        var (before, after) = (Mean(steps.Take(10)), Mean(steps.TakeLast(10)));
        Assert.True(after < 0.85 * before, $"{before} to {after}");
    }

    [Theory]
    [InlineData("MixWeight")]
    [InlineData("Threshold")]
    [InlineData("TeacherDecay")]
    [InlineData("SourceDepthWeight")]
    [InlineData("MixDepthWeight")]
    [InlineData("InitialLabelSteps")]
    [InlineData("DifficultyWeighting")]
    public void Validate_FieldOutOfRange_NamesIt(string field)
    {
        var bad = field switch
        {
            "MixWeight" => new CorDAOptions { MixWeight = -1 },
            "Threshold" => new CorDAOptions { Threshold = 1.5 },
            "TeacherDecay" => new CorDAOptions { TeacherDecay = 1 },
            "SourceDepthWeight" => new CorDAOptions { SourceDepthWeight = double.NaN },
            "MixDepthWeight" => new CorDAOptions { MixDepthWeight = -1 },
            "InitialLabelSteps" => new CorDAOptions { InitialLabelSteps = -1 },
            _ => new CorDAOptions { MixDepthWeight = 0 },
        };
        Assert.StartsWith(field, Assert.Throws<ArgumentException>(bad.Validate).Message);
    }

    private static MultiTaskDeepLab Model(bool exchange) =>
        new(MultiTaskDeepLabTests.Tiny with { Exchange = exchange, InitialSemantics = InitialSemantics.TrunkFeatures }, new RandomStream(1).Split("weights"));

    private static CorDAAdaptation Method(MultiTaskDeepLab model, CorDAOptions options) =>
        new(model, () => Model(model.Options.Exchange), options, TinyTraining.Preparation.Normalisation);

    private static DepthDomainLoader Loader(int batch = 2)
    {
        var (clear, hazy) = (new BlockWorld("clear", 12), new BlockWorld("hazy", 9));
        var preparation = ImagePreparation.Plain(32, 16) with { Normalisation = Normalisation.PlainRgb };
        return new(clear, new BlockDepth(clear), hazy.WithoutLabels(), new BlockDepth(hazy), new DepthDomainLoaderOptions
        {
            SourcePreparation = preparation, TargetPreparation = preparation, Batch = batch, CropWidth = 24, CropHeight = 16, Seed = 3, Workers = 1,
        });
    }

    private static (List<StepReport> Steps, Dictionary<string, double[]> Weights) Train(
        string row, CorDAOptions? options = null, int steps = 1, Action<DepthDomainBatch>? change = null) =>
        Train(Exchange(row), (model, _) => Method(model, options ?? Options(row)), steps, change);

    private static (List<StepReport> Steps, Dictionary<string, double[]> Weights) Train(
        bool exchange, Func<MultiTaskDeepLab, int, ITrainingMethod<DepthDomainBatch>> create, int steps, Action<DepthDomainBatch>? change = null)
    {
        using var model = Model(exchange);
        using var loader = Loader();
        var method = create(model, steps);
        using var owned = method as IDisposable;
        using var trainer = new Trainer<DepthDomainBatch>(model, method, TinyTraining.Options(steps), new RandomStream(5));
        var reports = new List<StepReport>();
        for (var step = 0; step < steps; step++)
        {
            using var batch = loader.Load(step);
            using (no_grad()) change?.Invoke(batch);
            reports.Add(trainer.Step(batch, step));
        }
        return (reports, TinyTraining.Weights(model));
    }
}
