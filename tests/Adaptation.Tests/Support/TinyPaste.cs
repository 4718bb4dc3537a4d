using Research.Adaptation.Data;
using Research.Adaptation.Methods;
using Research.Adaptation.Mixing;
using Research.Adaptation.Models;
using Research.Adaptation.Training;

namespace Research.Adaptation.Tests;

/// <summary>The smallest network and data on which a dual soft paste trains.</summary>
internal static class TinyPaste
{
    public static ProjectedDeepLabOptions Network { get; } = new()
    {
        Classes = 3,
        Trunk = new ResNetOptions { Blocks = [1, 1, 1, 1], Width = 4 },
        HeadDilations = [1, 2],
        FeatureChannels = 6,
        Initialisation = Initialisation.Kaiming,
        HeadLearningRateFactor = 0.5,
    };

    public static DualSoftPasteOptions Options { get; } = new() { TeacherDecay = 0.9, Threshold = 0.5, Normalisation = Normalisation.PlainRgb };

    public static LongTailOptions LongTail { get; } = new() { Classes = [1, 2], PerStep = 2 };

    public static ProjectedDeepLab Model(long seed = 1) => new(Network, new RandomStream(seed).Split("weights"));

    public static PasteLoader Loader(int batch = 2, LongTailOptions? longTail = null, long seed = 3, int workers = 1)
    {
        var (source, target) = (new BlockWorld("clear", 12), new BlockWorld("hazy", 9));
        var preparation = ImagePreparation.Plain(32, 16) with { Normalisation = Normalisation.PlainRgb };
        return new PasteLoader(source, target.WithoutLabels(), new PasteLoaderOptions
        {
            Batch = batch, SourcePreparation = preparation, TargetPreparation = preparation, CropWidth = 24, CropHeight = 16, LongTail = longTail, Seed = seed, Workers = workers,
        }, longTail is null ? null : ClassIndex.Of(source, workers: 1));
    }

    /// <summary>Losses of the first steps of a fresh network, and its final weights by name.</summary>
    public static (List<StepReport> Steps, Dictionary<string, double[]> Weights) Train(DualSoftPasteOptions options, int steps, int batch = 2, LongTailOptions? longTail = null)
    {
        using var model = Model();
        using var loader = Loader(batch, longTail);
        using var method = new DualSoftPaste(model, Model(2), options);
        using var trainer = new Trainer<PasteBatch>(model, method, TinyTraining.Options(steps), new RandomStream(5));
        var reports = new List<StepReport>();
        for (var step = 0; step < steps; step++)
            using (var pictures = loader.Load(step))
                reports.Add(trainer.Step(pictures, step));
        return (reports, TinyTraining.Weights(model));
    }
}
