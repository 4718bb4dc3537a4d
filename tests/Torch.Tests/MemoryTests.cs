using Research.TestSupport;
using TorchSharp;
using Xunit.Abstractions;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Research.Torch.Tests;

/// <summary>Memory over many steps, with and without disposal.</summary>
public class MemoryTests(ITestOutputHelper output)
{
    [SkippableTheory]
    [InlineData(200, 500, 1.05)]
    [InlineData(1000, 10_000, 1.03)]
    public void ManySteps_InScopes_LeaveMemoryAndTensorsAsTheyWere(int before, int steps, double most)
    {
        Skip.If(ResidentMemory.Absent is not null, ResidentMemory.Absent);
        Skip.If(steps > 500 && !Benchmarks, "takes a minute; RESEARCH_BENCHMARKS=1 runs it");
        using var network = new SmallNetwork();
        using var optimizer = optim.SGD(network.parameters(), 0.01, momentum: 0.9);
        using var images = randn(2, 3, 33, 33);
        using var labels = randint(0, 4, new long[] { 2, 33, 33 });
        ResidentMemory.Trim();
        for (var i = 0; i < before; i++) DisposedStep(network, optimizer, images, labels);
        var (memory, tensors) = (ResidentMemory.Now(), LiveTensors.Settled());
        for (var i = 0; i < steps; i++) DisposedStep(network, optimizer, images, labels);
        Assert.Equal(tensors, Tensor.TotalCount);
        var after = ResidentMemory.Now();
        output.WriteLine($"{memory:F1} MiB at step {before}, {after:F1} MiB {steps} steps later; {tensors} live tensors before and after");
        Assert.InRange(after, 0, most * memory);
    }

    [SkippableTheory]
    [InlineData(16, new[] { 1, 1, 1, 1 }, 64, 128, 30)]
    [InlineData(64, new[] { 3, 4, 6, 3 }, 128, 256, 40)]
    public void ResidualNetwork_NeverDisposed_TakesLessThanTwiceTheMemory(int width, int[] depths, int height, int breadth, int steps)
    {
        Skip.If(ResidentMemory.Absent is not null, ResidentMemory.Absent);
        Skip.If(width == 64 && !Benchmarks, "takes a minute; RESEARCH_BENCHMARKS=1 runs it");
        using var network = new ResidualNetwork(width, depths);
        using var optimizer = optim.SGD(network.parameters(), 0.01, momentum: 0.9, weight_decay: 1e-4);
        using var images = randn(2, 3, height, breadth);
        using var labels = randint(0, 19, new long[] { 2, height, breadth });
        var disposed = ResidentMemory.PeakOf(() => Repeat(steps, () => DisposedStep(network, optimizer, images, labels)));
        var left = ResidentMemory.PeakOf(() => Repeat(steps, () => Step(network, optimizer, images, labels)));
        output.WriteLine($"peak {disposed:F0} MiB when every step disposes, {left:F0} MiB when nothing is ever disposed: {left / disposed:F2} times");
        Assert.InRange(left, 0, 2 * disposed);
    }

    [SkippableFact]
    public void BigTensors_NeverDisposed_StayWithinTheBudget()
    {
        Skip.If(ResidentMemory.Absent is not null, ResidentMemory.Absent);
        var before = ResidentMemory.Now();
        for (var i = 0; i < 400; i++)
        {
            // 16 MiB each, 6.4 GiB in all, none of them disposed.
            var big = zeros(4 << 20);
            big.add_(1);
        }
        Assert.InRange(ResidentMemory.Now() - before, double.MinValue, 1500);
    }

    private static bool Benchmarks => Environment.GetEnvironmentVariable("RESEARCH_BENCHMARKS") == "1";

    private static void Repeat(int count, Action action)
    {
        for (var i = 0; i < count; i++) action();
    }

    private static void DisposedStep(Module<Tensor, Tensor> network, optim.Optimizer optimizer, Tensor images, Tensor labels)
    {
        using var scope = NewDisposeScope();
        Step(network, optimizer, images, labels);
    }

    private static float Step(Module<Tensor, Tensor> network, optim.Optimizer optimizer, Tensor images, Tensor labels)
    {
        optimizer.zero_grad();
        var loss = functional.cross_entropy(network.call(images), labels, ignore_index: 255);
        loss.backward();
        optimizer.step();
        return loss.item<float>();
    }
}
