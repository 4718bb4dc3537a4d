using System.Diagnostics;
using System.Security.Cryptography;
using TorchSharp;
using TorchSharp.Extras;
using static TorchSharp.torch;

namespace Research.Torch.Extras.Tests;

/// <summary>What the test assembly does when it is started as a program: one of several processes that train together.</summary>
internal static class Program
{
    public static int Main(string[] arguments)
    {
        try
        {
            set_num_threads(1);
            var options = ProcessGroupEnvironment.Read(Environment.GetEnvironmentVariable) ?? throw new ArgumentException("RANK: expected a rank, the variable is not set");
            using var group = ProcessGroup.Join(options);
            Console.WriteLine("joined");
            switch (arguments)
            {
                case ["train", var steps]:
                    Console.WriteLine(Train(group, int.Parse(steps)));
                    return 0;
                case ["norm"]:
                    Norm(group);
                    SynchronisedBatchNorm.ThroughOperators = true;
                    Norm(group);
                    return 0;
                case ["many"]:
                    Many(group);
                    return 0;
                case ["mismatch"]:
                    using (var values = ones(3 + group.Rank)) group.AllReduce(values);
                    return 0;
                case ["operations"]:
                    Operations(group);
                    return 0;
                case ["wait"]:
                    // Rank 0 goes on alone; the test stops or ends the other.
                    if (group.Rank != 0) Thread.Sleep(Timeout.Infinite);
                    Wait(group);
                    return 0;
                default:
                    throw new ArgumentException("expected train STEPS, norm, operations, many, mismatch or wait; this program serves the tests, which `dotnet test` runs");
            }
        }
        catch (Exception error) when (error is ProcessGroupException or ArgumentException)
        {
            Console.WriteLine(error.Message);
            return 1;
        }
    }

    /// <summary>The same network everywhere, other data in each process, averaged gradients: the checksum of the weights.</summary>
    private static string Train(ProcessGroup group, int steps)
    {
        manual_seed(7);
        using var net = nn.Sequential(nn.Conv2d(3, 8, 3, padding: 1), nn.BatchNorm2d(8), nn.ReLU(), nn.Conv2d(8, 5, 3, padding: 1));
        using var optimiser = optim.SGD(net.parameters(), 0.05, momentum: 0.9);
        var data = new Generator((ulong)(100 + group.Rank));
        for (var step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            var loss = nn.functional.cross_entropy(net.call(randn([2, 3, 12, 12], generator: data)), randint(5, [2, 12, 12], generator: data));
            optimiser.zero_grad();
            loss.backward();
            foreach (var parameter in net.parameters())
            {
                group.AllReduce(parameter.grad!);
                parameter.grad!.div_(group.Size);
            }
            optimiser.step();
        }
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var parameter in net.parameters()) hash.AppendData(parameter.detach().contiguous().bytes);
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>Synchronised normalisation of a part against the plain one of the whole: the largest difference of each quantity.</summary>
    private static void Norm(ProcessGroup group)
    {
        foreach (var affine in new[] { true, false })
        {
            using var scope = NewDisposeScope();
            using var whole = nn.BatchNorm2d(5, affine: affine, dtype: ScalarType.Float64);
            using var part = nn.BatchNorm2d(5, affine: affine, dtype: ScalarType.Float64);
            var generator = new Generator(3);
            var x = (randn([6, 5, 4, 3], ScalarType.Float64, generator: generator) * 3 + 7).requires_grad_();
            var weights = randn([6, 5, 4, 3], ScalarType.Float64, generator: generator);
            if (affine)
                using (no_grad())
                    foreach (var norm in new[] { whole, part })
                    {
                        norm.weight!.copy_(tensor(new[] { 1.0, -2, 0.5, 3, 1 }));
                        norm.bias!.copy_(tensor(new[] { 0.0, 1, 2, -1, 5 }));
                    }
            var expected = whole.call(x);
            (expected * weights).sum().backward();

            // Ranks 0 and 1 of two get 3 pictures each; of three, 2 each.
            var size = 6 / group.Size;
            var mine = x.detach().narrow(0, group.Rank * size, size).clone().requires_grad_();
            Tensor got;
            using (SynchronisedBatchNorm.Over(group))
            {
                got = part.call(mine);
                (got * weights.narrow(0, group.Rank * size, size)).sum().backward();
            }
            void Say(string what, Tensor a, Tensor b) => Console.WriteLine($"{what} {(a - b).abs().max().item<double>():R}");
            Say("output", got.detach(), expected.detach().narrow(0, group.Rank * size, size));
            Say("input", mine.grad!, x.grad!.narrow(0, group.Rank * size, size));
            Say("mean", part.running_mean!, whole.running_mean!);
            Say("variance", part.running_var!, whole.running_var!);
            if (!affine) continue;
            foreach (var (name, a, b) in new[] { ("weight", part.weight!.grad!, whole.weight!.grad!), ("bias", part.bias!.grad!, whole.bias!.grad!) })
            {
                group.AllReduce(a);
                Say(name, a, b);
            }
        }
    }

    private static void Operations(ProcessGroup group)
    {
        using var scope = NewDisposeScope();
        var rank = group.Rank;
        void Say(string what, Tensor value) => Console.WriteLine($"{what} {string.Join(" ", value.to(ScalarType.Float64).data<double>().ToArray())}");

        Console.WriteLine($"Shared {group.SharesMemory}");
        foreach (var operation in Enum.GetValues<ReduceOperation>())
        {
            var values = tensor(new[] { 1.5f + rank, -2f * rank, 3f });
            group.AllReduce(values, operation);
            Say(operation.ToString(), values);
        }
        var longs = tensor(new[] { 1L << 40, rank });
        group.AllReduce(longs);
        Say("Longs", longs);
        var sent = full(2, 10 + rank);
        group.Broadcast(sent, root: 1);
        Say("Broadcast", sent);
        foreach (var (part, i) in group.AllGather(tensor(new[] { rank, rank * rank })).Select((part, i) => (part, i))) Say($"Gather{i}", part);
        using (var first = group.AllReduceAsync(sent))
        using (var second = group.AllReduceAsync(longs))
        {
            second.Wait();
            first.Wait();
            first.Wait();
        }
        Say("Async", sent);
        group.Barrier();
    }

    /// <summary>More under way at once than the shared memory holds, some of them too large for it, waited for backwards.</summary>
    private static void Many(ProcessGroup group)
    {
        using var scope = NewDisposeScope();
        var sizes = Enumerable.Range(0, 160).Select(i => i % 40 == 7 ? 3_000_000 : i % 5 == 0 ? 400_000 + i : 1 + 37 * i).ToArray();
        var sent = sizes.Select((size, i) => full(size, (float)(i + group.Rank))).ToArray();
        var works = sent.Select(tensor => group.AllReduceAsync(tensor)).Reverse().ToArray();
        foreach (var work in works)
        {
            if (!work.IsCompleted) work.Wait();
            work.Wait();
        }
        var wrong = sent.Where((tensor, i) => !tensor.eq((float)(group.Size * i + group.Size * (group.Size - 1) / 2)).all().item<bool>()).Count();
        Console.WriteLine($"{wrong} wrong of {sent.Length}");
    }

    private static void Wait(ProcessGroup group)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            using var values = ones(1000);
            group.AllReduce(values);
        }
        finally
        {
            Console.WriteLine($"waited {watch.Elapsed.TotalSeconds:0.00}");
        }
    }
}
