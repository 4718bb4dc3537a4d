using Research.Adaptation.Data;
using Research.Adaptation.Evaluation;
using Research.TestSupport;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Evaluation;

public sealed class EvaluatorTests
{
    private static EvaluationOptions Options(int batch = 1, bool flip = false) => new()
    {
        Preparation = TinyTraining.Preparation.WithoutAugmentation(), BatchSize = batch, AverageWithFlipped = flip,
    };

    [Fact]
    public void Evaluate_AnyBatchSize_GivesTheSameCounts()
    {
        using var model = TinyTraining.Model();
        var data = new BlockWorld("clear", 5);
        var (one, three) = (Evaluator.Evaluate(model, data, Options(1)), Evaluator.Evaluate(model, data, Options(3)));
        for (var t = 0; t < 3; t++)
            for (var p = 0; p < 3; p++)
                Assert.Equal(one.Confusion[t, p], three.Confusion[t, p]);
        Assert.Equal(one.Images.Select(i => i.Name), three.Images.Select(i => i.Name));
        // 32 x 16 pixels less the ignored first column, five pictures.
        Assert.Equal(5 * 31 * 16, one.Confusion.Total);
    }

    [Fact]
    public void Evaluate_PerImageScores_AreThoseOfSinglePictures()
    {
        using var model = TinyTraining.Model();
        var data = new BlockWorld("clear", 4);
        var report = Evaluator.Evaluate(model, data, Options(4));
        for (var i = 0; i < 4; i++)
            Assert.Equal(Evaluator.Evaluate(model, data.Subset(i, 1), Options()).MeanIntersectionOverUnion, report.Images[i].MeanIntersectionOverUnion, 12);
        Assert.Equal(report.Images.Min(i => i.MeanIntersectionOverUnion), report.Ranked[0].MeanIntersectionOverUnion);
    }

    [Fact]
    public void Evaluate_Confidence_IsTheMeanLargestProbabilityPerPredictedClass()
    {
        using var scope = NewDisposeScope();
        using var model = TinyTraining.Model();
        model.eval();
        var data = new BlockWorld("clear", 1);
        var report = Evaluator.Evaluate(model, data, Options());
        var sample = data.Load(0);
        var p = TestTensors.Softmax(model.Forward(Images.ToTensor([sample.Image], Options().Preparation)).High);
        var (sums, counts) = (new double[3], new long[3]);
        for (var i = 0; i < 512; i++)
        {
            if (sample.Labels.Labels[i] == 255) continue;
            var best = Enumerable.Range(0, 3).MaxBy(c => p[0, c, i]);
            sums[best] += p[0, best, i];
            counts[best]++;
        }
        for (var c = 0; c < 3; c++)
        {
            Assert.Equal(counts[c], report.Classes[c].PredictedPixels);
            if (counts[c] > 0) Assert.Equal(sums[c] / counts[c], report.Classes[c].MeanConfidence, 5);
            else Assert.True(double.IsNaN(report.Classes[c].MeanConfidence));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Evaluate_Afterwards_RestoresTheModeAndTheWeights(bool training)
    {
        using var model = TinyTraining.Model();
        model.train(training);
        var before = TinyTraining.Weights(model);
        Evaluator.Evaluate(model, new BlockWorld("clear", 2), Options());
        Assert.Equal(training, model.training);
        Assert.Equal(before, TinyTraining.Weights(model));
    }

    [Fact]
    public void Evaluate_Twice_LeavesNoTensorBehind()
    {
        using var model = TinyTraining.Model();
        Evaluator.Evaluate(model, new BlockWorld("clear", 2), Options());
        var before = LiveTensors.Settled();
        Evaluator.Evaluate(model, new BlockWorld("clear", 3), Options(2, flip: true));
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void Probabilities_AveragedWithFlipped_AreSymmetricForASymmetricPicture()
    {
        using var scope = NewDisposeScope();
        using var model = TinyTraining.Model();
        model.eval();
        var half = randn([1, 3, 16, 16]);
        var symmetric = cat([half, half.flip(3)], dim: 3);
        var p = Evaluator.Probabilities(model, symmetric, averageWithFlipped: true);
        Assert.True(p.allclose(p.flip(3), atol: 1e-6));
        Assert.False(Evaluator.Probabilities(model, symmetric).allclose(p, atol: 1e-6));
        Assert.True(p.sum(dim: 1).allclose(ones([1, 16, 32]), atol: 1e-5));
    }

    [Fact]
    public void Evaluate_OtherNumberOfClasses_NamesBoth()
    {
        using var model = TinyTraining.Model();
        var error = Assert.Throws<ArgumentException>(() => Evaluator.Evaluate(model, new Data.MemoryDataset(1), Options()));
        Assert.Contains("19", error.Message);
        Assert.Contains("3", error.Message);
    }

    [Fact]
    public void Report_HandCounts_GivesAccuraciesAndSubsets()
    {
        // truth: 10 red (8 right, 2 as green), 5 green (all right), no blue.
        var report = new EvaluationReport(BlockWorld.Space, ConfusionMatrix.FromCounts([[8, 2, 0], [0, 5, 0], [0, 0, 0]]), [0.9, 0.8, double.NaN], []);
        Assert.Equal(13 / 15.0, report.PixelAccuracy, 12);
        Assert.Equal((0.8 + 1) / 2, report.ClassAccuracy, 12);
        Assert.Equal((8 / 10.0 + 5 / 7.0) / 2, report.MeanIntersectionOverUnion, 12);
        Assert.Equal(5 / 7.0, report.MeanIntersectionOverUnionOf(["green", "blue"]), 12);
        Assert.True(double.IsNaN(report.Classes[2].IntersectionOverUnion));
        Assert.Throws<ArgumentException>(() => report.MeanIntersectionOverUnionOf(["pink"]));
    }
}
