using Research.Adaptation.Data;
using Research.Adaptation.Evaluation;
using Research.Adaptation.Methods;
using Research.Adaptation.Models;
using Research.Adaptation.Training;
using TorchSharp.Extras;
using static TorchSharp.torch;

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

    /// <summary>Trains the guided method in a run folder to the end.</summary>
    public static IReadOnlyList<string> RunToEnd(string path, TrainingOptions options, Action<DomainBatch>? onBatch = null) => Run(path, options, onBatch, null);

    /// <summary>Trains the guided method in a run folder and is interrupted after a step.</summary>
    public static void RunUntil(string path, TrainingOptions options, long step) => Run(path, options, null, step);

    /// <summary>All tensors of a run's last checkpoint.</summary>
    public static Dictionary<string, double[]> Checkpointed(string folder, string file = "checkpoint.safetensors")
    {
        using var scope = NewDisposeScope();
        using var opened = SafeTensors.Open(Path.Combine(folder, file));
        return opened.ReadAll().ToDictionary(t => t.Key, t => TestTensors.Values(t.Value));
    }

    private static IReadOnlyList<string> Run(string path, TrainingOptions options, Action<DomainBatch>? onBatch, long? until)
    {
        using var cancel = new CancellationTokenSource();
        using var folder = RunFolder.Open(path, "0123456789abcdef", TimeProvider.System);
        using var model = Model();
        using var loader = Loader();
        using var trainer = new Trainer<DomainBatch>(model, new Watched(Guided(model), onBatch), options, new RandomStream(5));
        var progress = new Synchronous(p =>
        {
            if (p.Step == until) cancel.Cancel();
        });
        var test = new BlockWorld("hazy", 2);
        RunOutcome Evaluate() => RunOutcome.Of(Evaluator.Evaluate(model, test, new() { Preparation = Preparation.WithoutAugmentation() }), test.Name);
        try
        {
            trainer.Run(new TrainingSession(folder, "tiny", 1, progress, TimeProvider.System), loader, Evaluate, cancel.Token);
            Assert.Null(until);
        }
        catch (OperationCanceledException) when (until is not null)
        {
        }
        return folder.Notes;
    }

    private sealed class Watched(IAdaptationMethod method, Action<DomainBatch>? onBatch) : IAdaptationMethod
    {
        public string Name => method.Name;

        public IEnumerable<LossTerm> Step(DomainBatch batch, StepContext step)
        {
            onBatch?.Invoke(batch);
            return method.Step(batch, step);
        }
    }

    private sealed class Synchronous(Action<TrainingProgress> action) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => action(value);
    }
}
