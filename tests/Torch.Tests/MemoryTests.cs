using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Research.Torch.Tests;

public class MemoryTests
{
    [SkippableFact]
    public void FiveHundredSteps_InScopes_LeaveResidentMemoryFlat()
    {
        Skip.IfNot(File.Exists("/proc/self/status"), "resident memory is read from /proc");
        using var network = new SmallNetwork();
        using var optimizer = optim.SGD(network.parameters(), 0.01, momentum: 0.9);
        using var images = randn(2, 3, 33, 33);
        using var labels = randint(0, 4, new long[] { 2, 33, 33 });
        for (var i = 0; i < 100; i++) Step(network, optimizer, images, labels);
        var before = Resident();
        for (var i = 0; i < 500; i++) Step(network, optimizer, images, labels);
        Assert.InRange(Resident(), 0, 1.05 * before);
    }

    [SkippableFact]
    public void BigTensors_NeverDisposed_StayWithinTheBudget()
    {
        Skip.IfNot(File.Exists("/proc/self/status"), "resident memory is read from /proc");
        var before = Resident();
        for (var i = 0; i < 400; i++)
        {
            // 16 MiB each, 6.4 GiB in all, none of them disposed.
            var big = zeros(4 << 20);
            big.add_(1);
        }
        Assert.InRange(Resident() - before, double.MinValue, 1500);
    }

    private static void Step(Module<Tensor, Tensor> network, optim.Optimizer optimizer, Tensor images, Tensor labels)
    {
        using var scope = NewDisposeScope();
        optimizer.zero_grad();
        functional.cross_entropy(network.call(images), labels).backward();
        optimizer.step();
    }

    /// <summary>Resident memory in MiB.</summary>
    private static double Resident()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var line = File.ReadLines("/proc/self/status").First(text => text.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture) / 1024;
    }
}
