using Research.Adaptation.Data;
using Research.Adaptation.Losses;
using Research.Adaptation.Methods;
using Research.Adaptation.Models;
using Research.Adaptation.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Methods;

public sealed class MultiHeadTrainingTests
{
    [Fact]
    public void Step_WeightZero_EqualsSupervisedTrainingToTheBit()
    {
        var supervised = TinyMultiHead.Train(TinyMultiHead.Supervised, steps: 4, unlabelled: 0);
        var zero = TinyMultiHead.Train(TinyMultiHead.Semi with { ContrastWeight = 0 }, steps: 4);
        Assert.Equal(supervised.Steps.SelectMany(s => s.Losses), zero.Steps.SelectMany(s => s.Losses));
        Assert.Equal(supervised.Weights, zero.Weights);
    }

    [Fact]
    public void Step_DuringWarmUp_EqualsSupervisedTrainingToTheBit()
    {
        var supervised = TinyMultiHead.Train(TinyMultiHead.Supervised, steps: 3, unlabelled: 0);
        var waiting = TinyMultiHead.Train(TinyMultiHead.Semi with { WarmUpSteps = 3 }, steps: 3);
        Assert.Equal(supervised.Weights, waiting.Weights);
        Assert.All(waiting.Steps, s => Assert.Equal(0, s.Losses.Single(l => l.Name == "hazy.dc").Value));
    }

    [Fact]
    public void Step_StatisticsOnly_MovesStatisticsAndTrainsNothingElse()
    {
        // In the first step the labelled losses see the same network, so gradients and first updates agree where no statistics are read.
        var supervised = TinyMultiHead.Train(TinyMultiHead.Supervised, steps: 1, unlabelled: 0);
        var passing = TinyMultiHead.Train(TinyMultiHead.Semi with { Unlabelled = UnlabelledUse.StatisticsOnly }, steps: 1);
        Assert.NotEqual(supervised.Weights["bodies.0.features.trunk.bn1.running_mean"], passing.Weights["bodies.0.features.trunk.bn1.running_mean"]);
        Assert.Equal(supervised.Weights["projectors.0.first.weight"], passing.Weights["projectors.0.first.weight"]);
        Assert.Equal(supervised.Steps[0].Losses.First(l => l.Name == "supervised"), passing.Steps[0].Losses.First(l => l.Name == "supervised"));
    }

    [Fact]
    public void Step_SeparateNetworks_EqualTrainingsOfTheirOwn()
    {
        // No dropout: its draws would come from one stream for both.
        var still = TinyMultiHead.Network with { Body = TinyMultiHead.Network.Body with { Dropout = 0, ClassifierDropout = 0 }, Network = NetworkSharing.Separate };
        var together = TinyMultiHead.Train(TinyMultiHead.Semi, steps: 3, network: still);
        var alone = TinyMultiHead.Train(TinyMultiHead.Semi, steps: 3, network: still with { Heads = [still.Heads[0]] }, names: ["clear"]);
        foreach (var (name, values) in alone.Weights)
            Assert.Equal(values, together.Weights[name]);
    }

    [Theory]
    [InlineData("clear.supervised")]
    [InlineData("clear.contrast")]
    public void Step_OneDatasetsLoss_TouchesNoOtherHead(string term)
    {
        using var scope = NewDisposeScope();
        using var model = TinyMultiHead.Model();
        model.train();
        using var method = new MultiHeadTraining(model, TinyMultiHead.Semi with { Passes = DatasetPasses.Separate });
        using var loader = TinyMultiHead.Loader();
        using var batch = loader.Load(0);
        method.Step(batch, new StepContext(0, 10, new RandomStream(1))).Single(t => t.Name == term).Value.backward();
        var touched = model.named_parameters().Where(p => p.parameter.grad is not null).Select(p => p.name).ToList();
        Assert.Contains(touched, n => n.StartsWith("heads.0.decoder.", StringComparison.Ordinal));
        Assert.DoesNotContain(touched, n => n.StartsWith("heads.1.", StringComparison.Ordinal));
        // Pseudo-labels and confidences are constants: contrast reaches the projector, not the classifier.
        Assert.Equal(term == "clear.supervised", touched.Contains("heads.0.classifier.weight"));
        Assert.Equal(term == "clear.contrast", touched.Contains("projectors.0.first.weight"));
    }

    [Fact]
    public void Step_Together_IsTheGradientOfTheSumOverDatasets()
    {
        // Evaluation mode: no batch statistics and no dropout, so one pass for all and one pass each compute the same function.
        using var scope = NewDisposeScope();
        double[] Gradient(DatasetPasses passes)
        {
            using var model = TinyMultiHead.Model();
            model.eval();
            using var method = new MultiHeadTraining(model, TinyMultiHead.Semi with { Passes = passes });
            using var loader = TinyMultiHead.Loader();
            using var batch = loader.Load(0);
            foreach (var term in method.Step(batch, new StepContext(0, 10, new RandomStream(1)))) term.Value.backward();
            return TestTensors.Values(model.named_parameters().Single(p => p.name == "bodies.0.features.low_level.conv.weight").parameter.grad!);
        }
        var (together, separate) = (Gradient(DatasetPasses.Together), Gradient(DatasetPasses.Separate));
        Assert.Contains(together, g => Math.Abs(g) > 1e-3);
        for (var i = 0; i < together.Length; i++) Assert.Equal(separate[i], together[i], 1e-4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Step_AnyBatch_LossesAreFiniteAndNamed(int batch)
    {
        var losses = TinyMultiHead.Train(TinyMultiHead.Semi, steps: 2, batch).Steps[1].Losses;
        Assert.Equal(
            ["supervised", "contrast", "clear.supervised", "hazy.supervised", "clear.dc", "hazy.dc", "clear.pulled", "hazy.pulled"],
            losses.Select(l => l.Name));
        var values = losses.ToDictionary(l => l.Name, l => l.Value);
        Assert.Equal(0.1 * (values["clear.dc"] + values["hazy.dc"]), values["contrast"], 6);
        Assert.Equal(values["clear.supervised"] + values["hazy.supervised"], values["supervised"], 5);
        Assert.True(values["clear.pulled"] > 0 && values["clear.dc"] > 0);
    }

    [Fact]
    public void Step_NoPixelConfident_LeavesTheSupervisedLoss()
    {
        var losses = TinyMultiHead.Train(TinyMultiHead.Semi with { Contrast = new() { Threshold = 1 } }, steps: 2).Steps[1].Losses.ToDictionary(l => l.Name, l => l.Value);
        Assert.Equal(0, losses["contrast"]);
        Assert.True(losses["clear.supervised"] > 0);
    }

    [Theory]
    [InlineData(ContrastDirections.Both)]
    [InlineData(ContrastDirections.FirstToSecond)]
    public void Step_Twice_GivesTheSameLossesAndWeightsToTheBit(ContrastDirections directions)
    {
        var options = TinyMultiHead.Semi with { Directions = directions, BankSteps = 1, NegativesPerView = 20 };
        var (first, second) = (TinyMultiHead.Train(options, steps: 3), TinyMultiHead.Train(options, steps: 3));
        Assert.Equal(first.Steps.SelectMany(s => s.Losses), second.Steps.SelectMany(s => s.Losses));
        Assert.Equal(first.Weights, second.Weights);
    }

    [Fact]
    public void Step_TwentySteps_GiveTheKeptLosses()
    {
        // Every fifth step of the sum over datasets, kept from the first run of this test; sums of floating point differ between
        // processors, so three digits.
        var steps = TinyMultiHead.Train(TinyMultiHead.Semi, steps: 20).Steps;
        double[] sums = [.. new[] { 0, 4, 9, 14, 19 }.Select(i => steps[i].Losses.Where(l => l.Name is "supervised" or "contrast").Sum(l => l.Value))];
        double[] kept = [4.65369, 4.41331, 3.52685, 3.18668, 2.74012];
        Assert.True(sums.Zip(kept).Take(KeptLosses.Comparable(5, beginning: 1)).All(p => Math.Abs(p.First / p.Second - 1) < 2e-3), string.Join(", ", sums));
    }

    [Fact]
    public void Step_Training_LowersEveryDatasetsLoss()
    {
        var steps = TinyMultiHead.Train(TinyMultiHead.Semi, steps: 60).Steps;
        double Mean(IEnumerable<StepReport> s, string name) => s.Average(r => r.Losses.First(l => l.Name == name).Value);
        foreach (var name in new[] { "clear.supervised", "hazy.supervised" })
            Assert.True(Mean(steps.TakeLast(10), name) < 0.7 * Mean(steps.Take(10), name), $"{name}: {Mean(steps.Take(10), name)} to {Mean(steps.TakeLast(10), name)}");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Step_AnyBank_LeavesNoTensorBehind(int bankSteps)
    {
        using var model = TinyMultiHead.Model();
        using var method = new MultiHeadTraining(model, TinyMultiHead.Semi with { BankSteps = bankSteps, NegativesPerView = 40 });
        using var loader = TinyMultiHead.Loader();
        using var trainer = new Trainer<MultiDomainBatch>(model, method, TinyMultiHead.Options(10), new RandomStream(5));
        Leaks.AssertNone(trainer, loader, model);
    }

    [Fact]
    public void Modules_WithABank_HoldOnePerHead()
    {
        using var model = TinyMultiHead.Model();
        using var without = new MultiHeadTraining(model, TinyMultiHead.Semi);
        using var with = new MultiHeadTraining(model, TinyMultiHead.Semi with { BankSteps = 1 });
        Assert.Empty(without.Modules);
        Assert.Equal(["bank-clear", "bank-hazy"], with.Modules.Keys);
    }

    [Fact]
    public void Step_Recorded_ShowsCellsOfBothCrops()
    {
        using var model = TinyMultiHead.Model();
        using var method = new MultiHeadTraining(model, TinyMultiHead.Semi);
        using var loader = TinyMultiHead.Loader();
        using var trainer = new Trainer<MultiDomainBatch>(model, method, TinyMultiHead.Options(10), new RandomStream(5));
        var seen = new Dictionary<string, long[]>();
        using (var batch = loader.Load(0)) trainer.Step(batch, 0, (name, value) => seen[name] = value.shape);
        Assert.Equal([2, 4, 4], seen["clear.first.confidence"]);
        Assert.Equal([2, 4, 4], seen["hazy.second.labels"]);
        Assert.Equal([2, 6, 4, 4], seen["clear.second.projected"]);
        Assert.Equal([2, 5, 32, 32], seen["hazy.logits"]);
    }

    [Theory]
    [InlineData("ContrastWeight")]
    [InlineData("WarmUpSteps")]
    [InlineData("BankSteps")]
    [InlineData("NegativesPerView")]
    [InlineData("Temperature")]
    public void Validate_FieldOutOfRange_NamesIt(string field)
    {
        var bad = field switch
        {
            "ContrastWeight" => new MultiHeadTrainingOptions { ContrastWeight = -1 },
            "WarmUpSteps" => new MultiHeadTrainingOptions { WarmUpSteps = -1 },
            "BankSteps" => new MultiHeadTrainingOptions { BankSteps = 65 },
            "NegativesPerView" => new MultiHeadTrainingOptions { NegativesPerView = 0 },
            _ => new MultiHeadTrainingOptions { Contrast = new() { Temperature = -1 } },
        };
        Assert.StartsWith(field, Assert.Throws<ArgumentException>(bad.Validate).Message);
    }
}
