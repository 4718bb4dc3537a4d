using Research.Adaptation.Data;
using Research.Adaptation.Methods;
using Research.Adaptation.Models;
using Research.Adaptation.Training;

namespace Research.Adaptation.Tests;

/// <summary>The smallest network, data and schedule that still train.</summary>
internal static class TinyTraining
{
    public static DeepLabV2Options Network { get; } = new()
    {
        Classes = 3,
        Trunk = new ResNetOptions { Blocks = [1, 1, 1, 1], Width = 4 },
        HeadDilations = [1, 2],
        Initialisation = Initialisation.Kaiming,
        HeadLearningRateFactor = 0.5,
    };

    public static ImagePreparation Preparation { get; } =
        ImagePreparation.Training(32, 16) with { Normalisation = Normalisation.PlainRgb };

    public static TrainingOptions Options(long steps = 20, long checkpointEvery = 5) => new()
    {
        Steps = steps, Schedule = new PolySchedule(0.01, steps + 10), CheckpointEvery = checkpointEvery,
    };

    public static DeepLabV2 Model(long seed = 1) => new(Network, new RandomStream(seed).Split("weights"));

    public static DomainLoader Loader(int batch = 1, long seed = 3) => new(
        new BlockWorld("clear", 12), new BlockWorld("hazy", 9).WithoutLabels(), new DomainLoaderOptions
        {
            SourceBatch = batch, TargetBatch = batch, SourcePreparation = Preparation, TargetPreparation = Preparation, Seed = seed, Workers = 1,
        });

    public static IAdaptationMethod Guided(ISegmentationModel model) =>
        new MaximumSquaresAdaptation(model, new MaximumSquaresOptions { ImageWiseAlpha = 0.2, MultiLevel = true, Delta = 0.5 });

    /// <summary>Losses of the first steps of a fresh network, and its final weights by name.</summary>
    public static (List<StepReport> Steps, Dictionary<string, double[]> Weights) Train(
        Func<ISegmentationModel, IAdaptationMethod> method, int steps, int batch = 1)
    {
        using var model = Model();
        using var loader = Loader(batch);
        using var trainer = new Trainer<DomainBatch>(model, method(model), Options(steps), new RandomStream(5));
        var reports = new List<StepReport>();
        for (var step = 0; step < steps; step++)
            using (var pictures = loader.Load(step))
                reports.Add(trainer.Step(pictures, step));
        return (reports, Weights(model));
    }

    public static Dictionary<string, double[]> Weights(ISegmentationModel model) =>
        model.Module.state_dict().ToDictionary(w => w.Key, w => TestTensors.Values(w.Value));
}
