using Research.Adaptation.Data;
using Research.Adaptation.Methods;
using Research.Adaptation.Models;
using Research.Adaptation.Tests.Data;
using Research.Adaptation.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Training;

/// <summary>What each setting of <see cref="TrainingOptions"/> does to a step.</summary>
public sealed class TrainingOptionsTests
{
    [Fact]
    public void Step_SameBatchTwiceAccumulated_EqualsItOnce()
    {
        // The mean of two equal gradients is the gradient; running statistics move twice, parameters must not.
        var once = Parameters(TinyTraining.Options(), batches: 1);
        var twice = Parameters(TinyTraining.Options() with { AccumulationSteps = 2 }, batches: 2);
        foreach (var (name, values) in once)
            for (var i = 0; i < values.Length; i++)
                Assert.Equal(values[i], twice[name][i], 6);
    }

    [Fact]
    public void Run_Accumulated_TakesAsManyBatchesAStepAndReportsTheirMean()
    {
        using var temporary = new TemporaryFolder();
        var seen = new List<string>();
        TinyTraining.RunToEnd(temporary.Path, TinyTraining.Options(3) with { AccumulationSteps = 2 }, onBatch: b => seen.Add(b.Source.Names[0]));
        using var loader = TinyTraining.Loader();
        for (var i = 0; i < 6; i++)
            using (var batch = loader.Load(i))
                Assert.Equal(batch.Source.Names[0], seen[i]);
        Assert.Equal(6, seen.Count);
        Assert.Equal(3, MetricsLog.Read(temporary["metrics.csv"])["step"].Length);
    }

    [Fact]
    public void Step_GradientLongerThanTheLimit_IsShortenedToIt()
    {
        using var scope = NewDisposeScope();
        using var temporary = new TemporaryFolder();
        double Norm(double? limit)
        {
            using var model = TinyTraining.Model();
            using var loader = TinyTraining.Loader();
            using var trainer = new Trainer<DomainBatch>(model, new SourceOnly(model), TinyTraining.Options() with { WeightDecay = 0, GradientClip = limit }, new RandomStream(5));
            using var batch = loader.Load(0);
            var before = TinyTraining.Weights(model);
            var report = trainer.Step(batch, 0);
            Assert.True(report.GradientNorm > 0.5, $"{report.GradientNorm}");
            var after = TinyTraining.Weights(model);
            // The first step moves each weight by rate * factor * gradient.
            double sum = 0;
            foreach (var group in model.ParameterGroups)
            foreach (var (name, _) in group.Parameters)
                sum += before[name].Zip(after[name], (b, a) => Math.Pow((b - a) / (0.01 * group.LearningRateFactor), 2)).Sum();
            return Math.Sqrt(sum);
        }
        Assert.Equal(0.1, Norm(0.1), 3);
        Assert.Equal(Norm(null), Norm(1e6), 9);
        Assert.True(Norm(null) > 0.5);
    }

    [Theory]
    [InlineData("BFloat16")]
    [InlineData("ChannelsLast")]
    public void Train_FasterArithmetic_StaysNearSinglePrecision(string setting)
    {
        var options = TinyTraining.Options(12);
        var other = setting == "BFloat16" ? options with { Precision = Precision.BFloat16 } : options with { ChannelsLast = true };
        var (plain, fast) = (Losses(options), Losses(other));
        // bfloat16 keeps 8 bits, a relative error of 0.4 % that twenty layers and the steps before enlarge; the memory order changes only
        // the order of sums.
        for (var i = 0; i < plain.Length; i++)
        {
            var tolerance = setting == "BFloat16" ? i == 0 ? 0.02 : 0.15 : 1e-3;
            Assert.True(Math.Abs(plain[i] - fast[i]) <= tolerance * Math.Abs(plain[i]), $"step {i}: {plain[i]} and {fast[i]}");
        }
        Assert.NotEqual(plain, fast);

        static double[] Losses(TrainingOptions o)
        {
            using var model = TinyTraining.Model();
            using var loader = TinyTraining.Loader(batch: 2);
            using var trainer = new Trainer<DomainBatch>(model, TinyTraining.Guided(model), o, new RandomStream(5));
            var losses = Enumerable.Range(0, 12).Select(step =>
            {
                using var batch = loader.Load(step);
                return trainer.Step(batch, step).Losses[0].Value;
            }).ToArray();
            Assert.All(model.Module.parameters(), p => Assert.Equal(ScalarType.Float32, p.dtype));
            return losses;
        }
    }

    [Fact]
    public void Constructor_HalfPrecisionOnTheProcessor_SaysWhatItNeeds()
    {
        using var model = TinyTraining.Model();
        Assert.Contains("Precision: expected Float32 or BFloat16 on cpu", Assert.Throws<ArgumentException>(
            () => new Trainer<DomainBatch>(model, new SourceOnly(model), TinyTraining.Options() with { Precision = Precision.Float16 }, new RandomStream(5))).Message);
    }

    [Fact]
    public void Step_GradientNotFinite_NamesTermParameterStepAndPicturesAndKeepsTheWeights()
    {
        using var model = TinyTraining.Model();
        using var loader = TinyTraining.Loader();
        using var trainer = new Trainer<DomainBatch>(model, new SteepMethod(model), TinyTraining.Options(), new RandomStream(5));
        using var batch = loader.Load(0);
        var before = TinyTraining.Weights(model)["high.branches.0.weight"];
        var error = Assert.Throws<TrainingException>(() => trainer.Step(batch, 6));
        Assert.Equal(("steep", 6L), (error.Term, error.Step));
        Assert.Matches("the gradient of loss 'steep' is not finite at '(trunk|high)[^']*' at step 6; pictures clear", error.Message);
        Assert.Equal(before, TinyTraining.Weights(model)["high.branches.0.weight"]);
        Assert.All(model.Module.parameters(), p => Assert.Null(p.grad));
    }

    [Theory]
    [InlineData("Adam")]
    [InlineData("AdamW")]
    [InlineData("Accumulated")]
    [InlineData("Clipped")]
    [InlineData("BFloat16")]
    [InlineData("ChannelsLast")]
    [InlineData("WarmUp")]
    public void Run_InterruptedWithAnySetting_EndsWithTheSameWeightsToTheBit(string setting)
    {
        var options = TinyTraining.Options(10, checkpointEvery: 4);
        options = setting switch
        {
            "Adam" or "AdamW" => options with { Optimiser = Enum.Parse<OptimiserKind>(setting) },
            "Accumulated" => options with { AccumulationSteps = 3 },
            "Clipped" => options with { GradientClip = 0.2 },
            "BFloat16" => options with { Precision = Precision.BFloat16 },
            "ChannelsLast" => options with { ChannelsLast = true },
            _ => options with { Schedule = new StepSchedule(0.01, 4) { WarmUpSteps = 5, WarmUpStart = 0.1 } },
        };
        using var whole = new TemporaryFolder();
        using var stopped = new TemporaryFolder();
        TinyTraining.RunToEnd(whole.Path, options);
        foreach (var step in new[] { 3, 6, 9 }) TinyTraining.RunUntil(stopped.Path, options, step);
        TinyTraining.RunToEnd(stopped.Path, options);
        Assert.Equal(TinyTraining.Checkpointed(whole.Path), TinyTraining.Checkpointed(stopped.Path));
        foreach (var file in new[] { "metrics.csv", "evaluation.csv" })
            if (File.Exists(whole[file])) Assert.Equal(File.ReadAllText(whole[file]), File.ReadAllText(stopped[file]));
    }

    [Theory]
    [InlineData("Momentum", "0 up to 1")]
    [InlineData("Beta1", "0 up to 1")]
    [InlineData("Beta2", "0 up to 1")]
    [InlineData("Epsilon", "above 0")]
    [InlineData("GradientClip", "above 0")]
    [InlineData("AccumulationSteps", "1 to 1024")]
    [InlineData("Optimiser", "Sgd or Adam or AdamW")]
    [InlineData("Precision", "Float32 or BFloat16 or Float16")]
    [InlineData("EvaluateEvery", "at least 1 with Keep = BestOnTargetLabels")]
    public void Validate_OutOfRange_NamesFieldAndRange(string field, string expected)
    {
        var good = TinyTraining.Options(10);
        var bad = field switch
        {
            "Momentum" => good with { Momentum = double.NaN },
            "Beta1" => good with { Beta1 = 1 },
            "Beta2" => good with { Beta2 = -0.1 },
            "Epsilon" => good with { Epsilon = 0 },
            "GradientClip" => good with { GradientClip = 0 },
            "AccumulationSteps" => good with { AccumulationSteps = 0 },
            "Optimiser" => good with { Optimiser = (OptimiserKind)7 },
            "Precision" => good with { Precision = (Precision)7 },
            _ => good with { Keep = CheckpointRule.BestOnTargetLabels },
        };
        var message = Assert.Throws<ArgumentException>(bad.Validate).Message;
        Assert.StartsWith(field + ": ", message);
        Assert.Contains(expected, message);
    }

    private static Dictionary<string, double[]> Parameters(TrainingOptions options, int batches)
    {
        using var model = TinyTraining.Model();
        using var loader = TinyTraining.Loader();
        using var trainer = new Trainer<DomainBatch>(model, new SourceOnly(model), options, new RandomStream(5));
        using var batch = loader.Load(0);
        trainer.Step([.. Enumerable.Repeat(batch, batches)], 0);
        return model.Module.named_parameters().ToDictionary(p => p.name, p => TestTensors.Values(p.parameter));
    }

    /// <summary>A second term whose value is 0 and whose gradient is not a number.</summary>
    private sealed class SteepMethod(ISegmentationModel model) : IAdaptationMethod
    {
        public string Name => "steep";

        public IEnumerable<LossTerm> Step(DomainBatch batch, StepContext step)
        {
            yield return new LossTerm("source", model.Forward(batch.Source.Images, Heads.HighOnly).High.square().mean());
            yield return new LossTerm("steep", (model.Forward(batch.Source.Images, Heads.HighOnly).High * 0).square().sum().sqrt());
        }
    }
}
