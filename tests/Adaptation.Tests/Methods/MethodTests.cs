using Research.Adaptation.Data;
using Research.Adaptation.Methods;
using Research.Adaptation.Models;
using Research.Adaptation.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Methods;

public sealed class MethodTests
{
    public static TheoryData<string> All => ["source", "entropy", "squares", "image-wise", "guided"];

    private static Func<ISegmentationModel, IAdaptationMethod> Method(string name, double weight = 0.1, Fidelity fidelity = Fidelity.Paper) => model => name switch
    {
        "source" => new SourceOnly(model),
        "entropy" => new EntropyMinimisation(model, new EntropyMinimisationOptions { TargetWeight = weight, Fidelity = fidelity }),
        "squares" => new MaximumSquaresAdaptation(model, new MaximumSquaresOptions { TargetWeight = weight, Fidelity = fidelity }),
        "image-wise" => new MaximumSquaresAdaptation(model, new MaximumSquaresOptions { TargetWeight = weight, ImageWiseAlpha = 0.2, Fidelity = fidelity }),
        _ => new MaximumSquaresAdaptation(model, new MaximumSquaresOptions
        {
            TargetWeight = weight, ImageWiseAlpha = 0.2, MultiLevel = true, LowWeight = weight == 0 ? 0 : 0.1, Delta = 0.5, Fidelity = fidelity,
        }),
    };

    [Theory]
    [InlineData("entropy")]
    [InlineData("squares")]
    [InlineData("image-wise")]
    public void Step_WeightZero_EqualsSourceOnlyToTheBit(string name)
    {
        var source = TinyTraining.Train(Method("source"), steps: 5, batch: 2);
        var zero = TinyTraining.Train(Method(name, weight: 0), steps: 5, batch: 2);
        Assert.Equal(source.Steps.Select(s => s.Losses[0].Value), zero.Steps.Select(s => s.Losses[0].Value));
        Assert.Equal(source.Weights, zero.Weights);
    }

    [Fact]
    public void Step_GuidedWithAllWeightsZero_EqualsSourceOnlyButForTheLowHead()
    {
        // The low head is in the graph with weight 0: its gradients are zero, so weight decay alone moves it.
        var source = TinyTraining.Train(Method("source"), steps: 5, batch: 2);
        var zero = TinyTraining.Train(Method("guided", weight: 0), steps: 5, batch: 2);
        foreach (var (name, values) in source.Weights.Where(w => !w.Key.StartsWith("low.", StringComparison.Ordinal)))
            Assert.Equal(values, zero.Weights[name]);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Step_Twice_GivesTheSameLossesAndWeightsToTheBit(string name)
    {
        var (first, second) = (TinyTraining.Train(Method(name), steps: 4, batch: 2), TinyTraining.Train(Method(name), steps: 4, batch: 2));
        Assert.Equal(first.Steps.SelectMany(s => s.Losses), second.Steps.SelectMany(s => s.Losses));
        Assert.Equal(first.Weights, second.Weights);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Step_Training_LowersTheSourceLoss(string name)
    {
        var steps = TinyTraining.Train(Method(name), steps: 60, batch: 2).Steps;
        double Mean(IEnumerable<StepReport> s) => s.Average(r => r.Losses.First(l => l.Name.StartsWith("source", StringComparison.Ordinal)).Value);
        Assert.True(Mean(steps.TakeLast(10)) < 0.7 * Mean(steps.Take(10)), $"{Mean(steps.Take(10))} to {Mean(steps.TakeLast(10))}");
    }

    [Theory]
    [InlineData("entropy")]
    [InlineData("squares")]
    public void Step_BothFidelities_GiveTheSameGradients(string name)
    {
        // lambda_T is rescaled by 1/C for the paper's form, so the two forms differ only by rounding.
        var paper = TinyTraining.Train(Method(name, fidelity: Fidelity.Paper), steps: 3);
        var code = TinyTraining.Train(Method(name, fidelity: Fidelity.ReleasedCode), steps: 3);
        foreach (var (weight, values) in paper.Weights)
            for (var i = 0; i < values.Length; i++)
                Assert.Equal(values[i], code.Weights[weight][i], 4);
    }

    [Theory]
    [InlineData("source", "source")]
    [InlineData("entropy", "source, target, target.entropy")]
    [InlineData("squares", "source, target, target.squares")]
    [InlineData("guided", "source, target, source.high, source.low, target.squares, target.guided")]
    public void Step_Losses_AreNamedAndWeighted(string name, string expected)
    {
        var losses = TinyTraining.Train(Method(name), steps: 1).Steps[0].Losses.ToDictionary(l => l.Name, l => l.Value);
        Assert.Equal(expected, string.Join(", ", losses.Keys));
        if (name == "squares") Assert.Equal(0.1 / 3 * losses["target.squares"], losses["target"], 6);
        if (name != "guided") return;
        Assert.Equal(losses["source.high"] + 0.1 * losses["source.low"], losses["source"], 5);
        Assert.Equal(2 * 0.1 / 3 * losses["target.squares"] + 0.1 * 0.1 * losses["target.guided"], losses["target"], 5);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Step_AnyMethod_LeavesNoTensorBehind(string name)
    {
        using var model = TinyTraining.Model();
        using var loader = TinyTraining.Loader();
        using var trainer = new Trainer<DomainBatch>(model, Method(name)(model), TinyTraining.Options(), new RandomStream(5));
        Leaks.AssertNone(trainer, loader, model);
    }

    [Fact]
    public void Step_Recorded_ShowsTheIntermediates()
    {
        using var model = TinyTraining.Model();
        using var loader = TinyTraining.Loader();
        using var trainer = new Trainer<DomainBatch>(model, TinyTraining.Guided(model), TinyTraining.Options(), new RandomStream(5));
        var seen = new Dictionary<string, long[]>();
        using (var batch = loader.Load(0)) trainer.Step(batch, 0, (name, value) => seen[name] = value.shape);
        Assert.Equal(["source.logits", "target.guidance", "target.logits", "target.low.logits", "target.weights"], seen.Keys.Order());
        Assert.Equal([1, 16, 32], seen["target.weights"]);
    }

    [Fact]
    public void Step_TargetPicturesChanged_SourceOnlyDoesNotNotice()
    {
        using var scope = NewDisposeScope();
        double[] After(float target)
        {
            using var model = TinyTraining.Model();
            using var trainer = new Trainer<DomainBatch>(model, new SourceOnly(model), TinyTraining.Options(), new RandomStream(5));
            using var loaded = TinyTraining.Loader().Load(0);
            loaded.Target.Images.fill_(target);
            trainer.Step(loaded, 0);
            return TinyTraining.Weights(model)["high.branches.0.weight"];
        }
        Assert.Equal(After(0), After(1));
    }

    [Theory]
    [InlineData("TargetWeight")]
    [InlineData("ImageWiseAlpha")]
    [InlineData("LowWeight")]
    [InlineData("Delta")]
    public void Validate_FieldOutOfRange_NamesIt(string field)
    {
        var bad = field switch
        {
            "TargetWeight" => new MaximumSquaresOptions { TargetWeight = -1 },
            "ImageWiseAlpha" => new MaximumSquaresOptions { ImageWiseAlpha = 1.5 },
            "LowWeight" => new MaximumSquaresOptions { LowWeight = double.NaN },
            _ => new MaximumSquaresOptions { Delta = 2 },
        };
        Assert.StartsWith(field, Assert.Throws<ArgumentException>(bad.Validate).Message);
    }

    [Fact]
    public void FormulaWeight_PaperForm_IsRescaledAsTheNoteSays()
    {
        // 0.1 in the released code is 0.1 / 19 = 0.00526 in the paper's formula; twice that with image-wise weights.
        Assert.Equal(0.1 / 19, new MaximumSquaresOptions().FormulaWeight(19), 15);
        Assert.Equal(0.2 / 19, new MaximumSquaresOptions { ImageWiseAlpha = 0.2 }.FormulaWeight(19), 15);
        Assert.Equal(0.1, new MaximumSquaresOptions { Fidelity = Fidelity.ReleasedCode }.FormulaWeight(19), 15);
        Assert.Equal(0.1 / 19, new EntropyMinimisationOptions().FormulaWeight(19), 15);
    }
}
