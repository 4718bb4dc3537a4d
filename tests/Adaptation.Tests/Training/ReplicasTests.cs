using System.Diagnostics;
using System.Globalization;
using Research.Adaptation.Data;
using Research.Adaptation.Training;
using TorchSharp.Extras;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Training;

public sealed class ReplicasTests
{
    [SkippableTheory]
    [InlineData(2)]
    [InlineData(4)]
    public void Step_OfSeveralProcessesWithPartsOfABatch_GivesTheLossesOfOneWithTheWhole(int processes)
    {
        Skip.IfNot(ProcessGroup.IsAvailable(ProcessGroupBackend.Gloo), "this shim was built without Gloo (libgloo-dev)");
        const int Steps = 20;
        var alone = ReplicaTraining.Run(batch: 4, Steps).ToArray();
        var together = Start(processes, "replica", "4", $"{Steps}");
        Assert.Equal(Steps + 1, alone.Length);
        for (var step = 0; step < Steps; step++)
        {
            var (expected, got) = (Numbers(alone[step]), Numbers(together[0][step]));
            Assert.Equal(expected.Length, got.Length);
            for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], got[i], 1e-8);
        }
        // All processes have the same losses and the same weights and running statistics, to the bit.
        Assert.All(together, lines => Assert.Equal(together[0], lines));
    }

    [Fact]
    public void Shared_InOneProcess_IsTheCountItselfAndAtLeastOne()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(7L, Replicas.Shared(tensor(7L)).item<long>());
        Assert.Equal(1L, Replicas.Shared(tensor(0L)).item<long>());
        Assert.Equal(0.25, Replicas.SharedSum(tensor(0.25)).item<double>());
    }

    [Fact]
    public void Load_OfTheShardsOfALoader_GivesThePartsOfItsBatch()
    {
        using var scope = NewDisposeScope();
        using var whole = Loader(BatchShard.Whole);
        using var first = Loader(new BatchShard(0, 2));
        using var second = Loader(new BatchShard(1, 2));
        for (var step = 0; step < 5; step++)
        {
            using var all = whole.Load(step);
            using var left = first.Load(step);
            using var right = second.Load(step);
            Assert.Equal(all.Source.Names, left.Source.Names.Concat(right.Source.Names));
            Assert.True(all.Source.Images.Equals(cat([left.Source.Images, right.Source.Images])));
            Assert.True(all.Source.Labels.Equals(cat([left.Source.Labels, right.Source.Labels])));
            Assert.True(all.Target.Images.Equals(cat([left.Target.Images, right.Target.Images])));
        }
        var error = Assert.Throws<ArgumentException>(() => Loader(new BatchShard(0, 3)));
        Assert.Contains("3 equal parts", error.Message);
    }

    private static DomainLoader Loader(BatchShard shard) => new(
        new BlockWorld("clear", 5), new BlockWorld("hazy", 3).WithoutLabels(), new DomainLoaderOptions
        {
            SourceBatch = 4, TargetBatch = 2, SourcePreparation = TinyTraining.Preparation, TargetPreparation = TinyTraining.Preparation, Seed = 3, Workers = 1, Shard = shard,
        });

    internal static double[] Numbers(string line) => [.. line.Split(' ').Select(word => double.Parse(word, CultureInfo.InvariantCulture))];

    // What several processes of this assembly say, by rank; all must end well.
    internal static string[][] Start(int count, params string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("replicas-");
        var processes = new List<Process>();
        try
        {
            for (var rank = 0; rank < count; rank++)
            {
                var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [typeof(ReplicasTests).Assembly.Location, .. arguments])
                {
                    RedirectStandardOutput = true, RedirectStandardError = true,
                };
                (start.Environment["RANK"], start.Environment["WORLD_SIZE"], start.Environment["OMP_NUM_THREADS"]) = ($"{rank}", $"{count}", "1");
                start.Environment["RENDEZVOUS_FILE"] = Path.Combine(folder.FullName, "store");
                start.Environment["RESEARCH_GROUP_TIMEOUT"] = "1800";
                processes.Add(Process.Start(start)!);
            }
            var outputs = processes.Select(p => (Out: p.StandardOutput.ReadToEndAsync(), Error: p.StandardError.ReadToEndAsync(), Process: p)).ToArray();
            foreach (var (_, error, process) in outputs)
            {
                process.WaitForExit();
                Assert.True(process.ExitCode == 0, error.Result);
            }
            return [.. outputs.Select(o => o.Out.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries))];
        }
        finally
        {
            foreach (var process in processes)
            {
                if (!process.HasExited) process.Kill();
                process.Dispose();
            }
            folder.Delete(recursive: true);
        }
    }
}
