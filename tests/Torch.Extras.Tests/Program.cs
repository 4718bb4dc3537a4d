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
                case ["operations"]:
                    Operations(group);
                    return 0;
                case ["wait"]:
                    // Rank 0 goes on alone; the test stops or ends the other.
                    if (group.Rank != 0) Thread.Sleep(Timeout.Infinite);
                    Wait(group);
                    return 0;
                default:
                    throw new ArgumentException("expected train STEPS, operations or wait; this program serves the tests, which `dotnet test` runs");
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

    private static void Operations(ProcessGroup group)
    {
        using var scope = NewDisposeScope();
        var rank = group.Rank;
        void Say(string what, Tensor value) => Console.WriteLine($"{what} {string.Join(" ", value.to(ScalarType.Float64).data<double>().ToArray())}");

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
