using Research.Adaptation.Data;
using Research.Adaptation.Methods;
using Research.Adaptation.Models;
using Research.Adaptation.Training;

namespace Research.Adaptation.Tests;

/// <summary>Two small worlds with heads of different classes, the smallest multi-head network, and a schedule.</summary>
internal static class TinyMultiHead
{
    public static MultiHeadOptions Network { get; } = new()
    {
        Heads = [new("clear", 3), new("hazy", 5)],
        Body = new DeepLabV3PlusOptions
        {
            Trunk = ResNetOptions.ResNet50 with { Blocks = [1, 1, 1, 1], Width = 4 },
            PyramidDilations = [1, 2], PyramidChannels = 8, LowLevelChannels = 4, DecoderChannels = 8, TrunkLearningRateFactor = 1,
        },
        ProjectorWidth = 8,
        ProjectionSize = 6,
    };

    public static CropPreparation Preparation { get; } = new() { Size = 32, Normalisation = Normalisation.PlainRgb };

    /// <summary>gamma so low that pairs are pulled from the first step on.</summary>
    public static MultiHeadTrainingOptions Semi { get; } = new() { Contrast = new() { Threshold = 0.2 } };

    public static MultiHeadTrainingOptions Supervised { get; } = new() { ContrastWeight = 0 };

    public static MultiHeadNetwork Model(MultiHeadOptions? options = null) => new(options ?? Network, new RandomStream(1).Split("weights"));

    public static MultiDomainLoader Loader(int labelled = 2, int unlabelled = 2, params string[] names) => new(
        [.. (names.Length == 0 ? ["clear", "hazy"] : names).Select(n => new MultiDomainSource(
            n, new BlockWorld(n, 6, 64, 32), new BlockWorld(n, 20, 64, 32).WithoutLabels()))],
        new MultiDomainLoaderOptions { Preparation = Preparation, LabelledBatch = labelled, UnlabelledBatch = unlabelled, Seed = 3, Workers = 1 });

    public static TrainingOptions Options(long steps) => new() { Steps = steps, Schedule = new PolySchedule(0.02, steps + 10), WeightDecay = 1e-4 };

    /// <summary>Losses of the first steps of a fresh network, and its weights after them.</summary>
    public static (List<StepReport> Steps, Dictionary<string, double[]> Weights) Train(
        MultiHeadTrainingOptions method, int steps, int batch = 2, int? unlabelled = null, MultiHeadOptions? network = null, string[]? names = null)
    {
        using var model = Model(network);
        using var training = new MultiHeadTraining(model, method);
        using var loader = Loader(batch, unlabelled ?? batch, names ?? []);
        using var trainer = new Trainer<MultiDomainBatch>(model, training, Options(steps), new RandomStream(5));
        var reports = new List<StepReport>();
        for (var step = 0; step < steps; step++)
            using (var pictures = loader.Load(step))
                reports.Add(trainer.Step(pictures, step));
        return (reports, model.state_dict().ToDictionary(w => w.Key, w => TestTensors.Values(w.Value)));
    }
}
