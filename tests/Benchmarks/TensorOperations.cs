using BenchmarkDotNet.Attributes;
using Research.Benchmarks.Support;
using static TorchSharp.torch;

namespace Research.Benchmarks;

/// <summary>What one operator call costs beside its arithmetic, and a block where arithmetic dominates.</summary>
[MemoryDiagnoser(displayGenColumns: false)]
public class TensorOperations
{
    private Tensor left = null!, right = null!, leaf = null!;
    private BottleneckBlock block = null!;

    [GlobalSetup]
    public void Setup()
    {
        TorchThreads.Fix();
        (left, right, leaf) = (ones(1), ones(1), ones(1, requires_grad: true));
        block = new BottleneckBlock();
        // The very first calls load kernels; BenchmarkDotNet would take them for the typical duration and time single calls.
        for (var i = 0; i < 20; i++) block.ForwardBackward();
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        left.Dispose();
        right.Dispose();
        leaf.Dispose();
        block.Dispose();
    }

    [Benchmark(Baseline = true)]
    public void Add()
    {
        using var sum = left.add(right);
    }

    [Benchmark]
    public void AddWithGrad()
    {
        using var sum = leaf.add(right);
    }

    [Benchmark]
    public void BottleneckForwardBackward() => block.ForwardBackward();
}
