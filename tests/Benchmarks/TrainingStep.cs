using BenchmarkDotNet.Attributes;
using Research.Adaptation;
using Research.Adaptation.Data;
using Research.Adaptation.Methods;
using Research.Adaptation.Models;
using Research.Adaptation.Papers;
using Research.Adaptation.Training;
using Research.Benchmarks.Support;
using static TorchSharp.torch;

namespace Research.Benchmarks;

/// <summary>One step of the trainer on random pictures: forward, losses, backward, optimiser.</summary>
[PeakMemory]
public class TrainingStep
{
    private DeepLabV2 model = null!;
    private Trainer<DomainBatch> trainer = null!;
    private DomainBatch batch = null!;

    [GlobalSetup(Target = nameof(MaximumSquaresMini))]
    public void SetupMini()
    {
        var recipe = MaximumSquaresPaper.Gta5ToCityscapes.Row("MaxSquare");
        var experiment = recipe.BuildAs<DomainExperiment>(Profile.Mini, new DataPlaces());
        var size = experiment.SourcePreparation;
        Prepare((DeepLabV2Options)experiment.Network.Options, m => experiment.Method.Create(Inputs(m, (size.Width, size.Height))), experiment.BatchSize, size.Height, size.Width);
    }

    [GlobalSetup(Target = nameof(DeepLabV2ResNet101SourceOnly2x3x128x256))]
    public void SetupResNet101() => Prepare(new DeepLabV2Options(), m => new SourceOnly(m), 2, 128, 256);

    [GlobalCleanup]
    public void Cleanup()
    {
        trainer.Dispose();
        model.Dispose();
        batch.Dispose();
    }

    [Benchmark]
    public StepReport MaximumSquaresMini() => trainer.Step(batch, 0);

    [Benchmark]
    public StepReport DeepLabV2ResNet101SourceOnly2x3x128x256() => trainer.Step(batch, 0);

    private static MethodInputs Inputs(ISegmentationModel model, (int Width, int Height) size) => new()
    {
        Model = model,
        NewNetwork = () => throw new InvalidOperationException("this method keeps no second network"),
        Random = new RandomStream(3),
        Size = size,
        Device = CPU,
    };

    private void Prepare(DeepLabV2Options network, Func<ISegmentationModel, IAdaptationMethod> method, int pictures, int height, int width)
    {
        TorchThreads.Fix();
        manual_seed(1);
        model = new DeepLabV2(network, new RandomStream(1));
        // So small a rate that random labels cannot drive the weights away; the time of a step does not depend on it.
        var options = new TrainingOptions { Steps = 1, Schedule = new PolySchedule(1e-9, 1) };
        trainer = new Trainer<DomainBatch>(model, method(model), options, new RandomStream(2));
        string[] names = [.. Enumerable.Range(0, pictures).Select(i => $"random {i}")];
        batch = new DomainBatch(
            new LabelledBatch(randn(pictures, 3, height, width), randint(0, network.Classes, [pictures, height, width], dtype: ScalarType.Int64), names),
            new UnlabelledBatch(randn(pictures, 3, height, width), names));
    }
}
