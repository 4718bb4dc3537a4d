using BenchmarkDotNet.Attributes;
using Research.Adaptation.Losses;
using Research.Benchmarks.Support;
using static TorchSharp.torch;

namespace Research.Benchmarks;

/// <summary>Value and gradient of the losses for one picture of 1024x512 and 19 classes; the ratio is to cross entropy.</summary>
[PeakMemory]
public class Losses
{
    private Tensor logits = null!, labels = null!;

    [GlobalSetup]
    public void Setup()
    {
        TorchThreads.Fix();
        manual_seed(1);
        logits = randn(1, 19, 512, 1024, requires_grad: true);
        labels = randint(0, 19, [1, 512, 1024], dtype: ScalarType.Int64);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        logits.Dispose();
        labels.Dispose();
    }

    [Benchmark(Baseline = true)]
    public void CrossEntropyLoss() => Differentiate(() => CrossEntropy.Of(logits, labels));

    [Benchmark]
    public void EntropyLoss() => Differentiate(() => Entropy.Of(logits));

    [Benchmark]
    public void MaximumSquaresLoss() => Differentiate(() => MaximumSquares.Of(logits));

    [Benchmark]
    public void ImageWiseLoss() => Differentiate(() => MaximumSquares.ImageWise(logits, 0.2));

    private void Differentiate(Func<Tensor> loss)
    {
        using var scope = NewDisposeScope();
        loss().backward();
        logits.grad = null;
    }
}
