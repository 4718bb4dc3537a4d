using BenchmarkDotNet.Attributes;
using Research.Adaptation;
using Research.Adaptation.Losses;
using Research.Adaptation.Models;
using Research.Benchmarks.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Benchmarks;

/// <summary>
/// Value and gradient of the domain loss of 16 x 32 regions with 512 channels (1024x512 pictures after SegNet's last pooling), two pictures:
/// one layer call per region against all regions in one grouped operation. The ratio is to the loop.
/// </summary>
[PeakMemory]
public class RegionClassifiers
{
    private const int Rows = 16, Columns = 32, Channels = 512;

    private Tensor features = null!;
    private DomainClassifier grouped = null!;
    private Linear[] separate = null!;

    [GlobalSetup]
    public void Setup()
    {
        TorchThreads.Fix();
        manual_seed(1);
        features = randn(2, Channels, Rows, Columns, requires_grad: true);
        grouped = new DomainClassifier(new DomainClassifierOptions(), Channels, Rows, Columns, new RandomStream(1));
        separate = [.. Enumerable.Range(0, Rows * Columns).Select(_ => new Linear())];
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        features.Dispose();
        grouped.Dispose();
        foreach (var layer in separate) layer.Dispose();
    }

    [Benchmark(Baseline = true)]
    public void LoopOverRegions()
    {
        using (var scope = NewDisposeScope())
        {
            var logits = new List<Tensor>();
            for (var u = 0; u < Rows; u++)
            for (var v = 0; v < Columns; v++)
                logits.Add(separate[u * Columns + v].Logits(features.select(3, v).select(2, u)));
            DomainLoss.Of(stack(logits, dim: 1).reshape(2, Rows, Columns), PictureDomain.Source).backward();
        }
        features.grad = null;
        foreach (var layer in separate) layer.DropGradients();
    }

    [Benchmark]
    public void OneGroupedOperation()
    {
        using (var scope = NewDisposeScope())
            DomainLoss.Of(grouped.call(features), PictureDomain.Source).backward();
        features.grad = null;
        foreach (var p in grouped.parameters()) p.grad = null;
    }

    /// <summary>The framework's own fully connected layer, 512 to 1.</summary>
    private sealed class Linear : IDisposable
    {
        private readonly TorchSharp.Modules.Linear layer = nn.Linear(Channels, 1);

        public Tensor Logits(Tensor region) => layer.call(region).squeeze(1);

        public void DropGradients()
        {
            layer.weight.grad = null;
            layer.bias!.grad = null;
        }

        public void Dispose() => layer.Dispose();
    }
}
