using System.Globalization;
using System.Text.RegularExpressions;
using TorchSharp.Extras;
using static TorchSharp.torch;

namespace Research.Torch.Extras.Tests;

public sealed class ProcessGroupTests
{
    private const string NoGloo = "this shim was built without Gloo (libgloo-dev)";

    [SkippableTheory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void AllReduce_OfGradients_KeepsTwoProcessesEqualToTheBit(bool tcp, bool shared)
    {
        Skip.IfNot(ProcessGroup.IsAvailable(ProcessGroupBackend.Gloo), NoGloo);
        using var group = new GroupProcesses(2, 60, tcp, shared, "train", "12");
        var ends = new[] { group.End(0), group.End(1) };
        Assert.All(ends, end => Assert.True(end.Code == 0, end.Output));
        Assert.Matches("^joined\n[0-9A-F]{64}\n$", ends[0].Output);
        Assert.Equal(ends[0].Output, ends[1].Output);
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Operations_OfThreeProcesses_GiveWhatAPlainLoopGives(bool shared)
    {
        Skip.IfNot(ProcessGroup.IsAvailable(ProcessGroupBackend.Gloo), NoGloo);
        using var group = new GroupProcesses(3, 60, tcp: false, shared, "operations");
        for (var rank = 0; rank < 3; rank++)
        {
            var (code, output) = group.End(rank);
            Assert.True(code == 0, output);
            // By hand: rank r holds (1.5 + r, -2 r, 3), then (2^40, r), then (10 + r, 10 + r), then (r, r^2).
            Assert.Equal(
            [
                "joined", $"Shared {shared}", "Sum 7.5 -6 9", "Product 13.125 -0 27", "Minimum 1.5 -4 3", "Maximum 3.5 -0 3", "Longs 3298534883328 3",
                "Broadcast 11 11", "Gather0 0 0", "Gather1 1 1", "Gather2 2 4", "Async 33 33",
            ], output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Replace("Maximum 3.5 0 3", "Maximum 3.5 -0 3").Replace("Product 13.125 0 27", "Product 13.125 -0 27")));
        }
    }

    [SkippableTheory]
    [InlineData(2, false)]
    [InlineData(2, true)]
    [InlineData(4, true)]
    public void AllReduce_ManyAtOnceOfAllSizes_GivesTheSums(int processes, bool shared)
    {
        Skip.IfNot(ProcessGroup.IsAvailable(ProcessGroupBackend.Gloo), NoGloo);
        using var group = new GroupProcesses(processes, 120, tcp: false, shared, "many");
        for (var rank = 0; rank < processes; rank++)
        {
            var (code, output) = group.End(rank);
            Assert.True(code == 0, output);
            Assert.Equal("joined\n0 wrong of 160\n", output);
        }
    }

    [SkippableFact]
    public void AllReduce_WhereAnotherBringsAnotherShape_SaysThatTheyDoNotAgree()
    {
        Skip.IfNot(ProcessGroup.IsAvailable(ProcessGroupBackend.Gloo), NoGloo);
        using var group = new GroupProcesses(2, 20, tcp: false, shared: true, "mismatch");
        for (var rank = 0; rank < 2; rank++)
        {
            var (code, output) = group.End(rank);
            Assert.Equal(1, code);
            Assert.Contains("the processes do not agree", output);
            Assert.Contains($"{12 + 4 * (1 - rank)} bytes there, {12 + 4 * rank} here", output);
        }
    }

    [SkippableTheory]
    [InlineData(2)]
    [InlineData(3)]
    public void SynchronisedBatchNorm_OfParts_GivesWhatThePlainOneGivesForTheWhole(int processes)
    {
        Skip.IfNot(ProcessGroup.IsAvailable(ProcessGroupBackend.Gloo), NoGloo);
        using var group = new GroupProcesses(processes, 60, tcp: false, shared: true, "norm");
        for (var rank = 0; rank < processes; rank++)
        {
            var (code, output) = group.End(rank);
            Assert.True(code == 0, output);
            var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
            string[] quantities = ["output", "input", "mean", "variance", "weight", "bias", "output", "input", "mean", "variance"];
            // By plain loops, then by operators.
            Assert.Equal([.. quantities, .. quantities], lines.Select(line => line.Split(' ')[0]));
            Assert.All(lines, line => Assert.InRange(double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture), 0, 1e-10));
        }
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void AllReduce_WhereAProcessIsKilled_FailsInTheOtherWithinItsTimeout(bool shared)
    {
        Skip.IfNot(ProcessGroup.IsAvailable(ProcessGroupBackend.Gloo), NoGloo);
        using var group = new GroupProcesses(2, 20, tcp: false, shared, "wait");
        group.WaitForLine(1, "joined");
        group.WaitForLine(0, "joined");
        group.Kill(1);
        var (code, output) = group.End(0);
        Assert.Equal(1, code);
        Assert.Contains("rank 0 of 2 at ", output);
        Assert.Contains("all_reduce of Float32 [1000] failed", output);
        Assert.Contains("another process has ended", output);
        Assert.InRange(Waited(output), 0, 20);
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void AllReduce_WhereAProcessHangs_FailsInTheOtherAfterItsTimeout(bool shared)
    {
        Skip.IfNot(ProcessGroup.IsAvailable(ProcessGroupBackend.Gloo), NoGloo);
        using var group = new GroupProcesses(2, 3, tcp: false, shared, "wait");
        group.WaitForLine(1, "joined");
        group.Freeze(1);
        var (code, output) = group.End(0);
        Assert.Equal(1, code);
        Assert.Contains("another process did not come in time", output);
        Assert.Contains("timeout 3 s", output);
        Assert.InRange(Waited(output), 2.5, 30);
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Join_WhereNobodyElseComes_FailsAfterTheTimeout(bool tcp)
    {
        Skip.IfNot(ProcessGroup.IsAvailable(ProcessGroupBackend.Gloo), NoGloo);
        var folder = Directory.CreateTempSubdirectory("group-");
        try
        {
            var options = new ProcessGroupOptions { Rank = 1, Size = 2, Port = 1, File = tcp ? null : Path.Combine(folder.FullName, "store"), Timeout = TimeSpan.FromSeconds(1) };
            var error = Assert.Throws<ProcessGroupException>(() => ProcessGroup.Join(options));
            Assert.Contains("rank 1 of 2 did not meet the others at " + (tcp ? "127.0.0.1:1" : folder.FullName), error.Message);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [SkippableFact]
    public void AllReduce_OfAViewWithGaps_IsRefused()
    {
        Skip.IfNot(ProcessGroup.IsAvailable(ProcessGroupBackend.Gloo), NoGloo);
        var folder = Directory.CreateTempSubdirectory("group-");
        try
        {
            using var scope = NewDisposeScope();
            using var group = ProcessGroup.Join(new ProcessGroupOptions { Rank = 0, Size = 1, File = Path.Combine(folder.FullName, "store") });
            Assert.Throws<ArgumentException>(() => group.AllReduce(zeros(3, 4).t()));
            Assert.Throws<ArgumentException>(() => group.Broadcast(zeros(3), root: 1));
            group.Dispose();
            Assert.Throws<ObjectDisposedException>(() => group.Barrier());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Read_OfTheEnvironment_UnderstandsEachLauncher()
    {
        static ProcessGroupOptions? Read(params (string Name, string Value)[] variables) =>
            ProcessGroupEnvironment.Read(name => variables.FirstOrDefault(v => v.Name == name).Value);

        Assert.Null(Read());
        Assert.Null(Read(("RANK", "0"), ("WORLD_SIZE", "1")));
        // In a batch script, where only the job's variables are set, there is one process.
        Assert.Null(Read(("SLURM_PROCID", "0"), ("SLURM_NTASKS", "4"), ("SLURM_JOB_ID", "7")));

        var torchrun = Read(("RANK", "3"), ("WORLD_SIZE", "8"), ("LOCAL_RANK", "1"), ("MASTER_ADDR", "head"), ("MASTER_PORT", "1234"))!;
        Assert.Equal((3, 8, 1, "head", 1234), (torchrun.Rank, torchrun.Size, torchrun.LocalRank, torchrun.Host, torchrun.Port));
        Assert.Equal(("127.0.0.1", 29500), (Read(("RANK", "1"), ("WORLD_SIZE", "2"))!.Host, Read(("RANK", "1"), ("WORLD_SIZE", "2"))!.Port));

        var slurm = Read(("SLURM_PROCID", "5"), ("SLURM_STEP_NUM_TASKS", "8"), ("SLURM_LOCALID", "1"), ("SLURM_STEP_NUM_NODES", "2"), ("SLURM_STEP_NODELIST", "gpu[07-08]"), ("SLURM_JOB_ID", "123456"))!;
        Assert.Equal((5, 8, 1, "gpu07", 23456), (slurm.Rank, slurm.Size, slurm.LocalRank, slurm.Host, slurm.Port));

        var mpi = Read(("OMPI_COMM_WORLD_RANK", "1"), ("OMPI_COMM_WORLD_SIZE", "2"), ("OMPI_COMM_WORLD_LOCAL_RANK", "1"), ("OMPI_COMM_WORLD_LOCAL_SIZE", "2"))!;
        Assert.Equal((1, 2, 1, "127.0.0.1"), (mpi.Rank, mpi.Size, mpi.LocalRank, mpi.Host));
        Assert.Contains("MASTER_ADDR", Assert.Throws<ArgumentException>(() => Read(("OMPI_COMM_WORLD_RANK", "1"), ("OMPI_COMM_WORLD_SIZE", "2"), ("OMPI_COMM_WORLD_LOCAL_SIZE", "1"))).Message);
        Assert.Equal(2, Read(("PMI_RANK", "2"), ("PMI_SIZE", "4"), ("MASTER_ADDR", "head"))!.Rank);

        Assert.False(Read(("RANK", "1"), ("WORLD_SIZE", "2"), ("RESEARCH_GROUP_SHARED_MEMORY", "0"))!.SharedMemory);
        Assert.Contains("RESEARCH_GROUP_SHARED_MEMORY: expected 0 or 1, got 'no'", Assert.Throws<ArgumentException>(() => Read(("RANK", "1"), ("WORLD_SIZE", "2"), ("RESEARCH_GROUP_SHARED_MEMORY", "no"))).Message);
        Assert.Contains("WORLD_SIZE", Assert.Throws<ArgumentException>(() => Read(("RANK", "0"))).Message);
        Assert.Contains("RANK: expected a whole number from 0, got 'x'", Assert.Throws<ArgumentException>(() => Read(("RANK", "x"), ("WORLD_SIZE", "2"))).Message);
        Assert.Contains("Rank: expected 0 to 1, got 2", Assert.Throws<ArgumentException>(() => Read(("RANK", "2"), ("WORLD_SIZE", "2"))).Message);
    }

    [Theory]
    [InlineData("node1", "node1")]
    [InlineData("node1,node2", "node1")]
    [InlineData("gpu[03-05,9],login", "gpu03")]
    [InlineData("gpu[7,9]", "gpu7")]
    [InlineData("r[1-2]n5,x", "r1n5")]
    public void FirstHost_OfAListOfSlurm_IsItsFirstMachine(string list, string first) => Assert.Equal(first, ProcessGroupEnvironment.FirstHost(list));

    [Theory]
    [InlineData("")]
    [InlineData("gpu[1-2")]
    public void FirstHost_OfAMalformedList_IsRefused(string list) => Assert.Throws<ArgumentException>(() => ProcessGroupEnvironment.FirstHost(list));

    private static double Waited(string output) => double.Parse(Regex.Match(output, @"waited ([0-9.]+)").Groups[1].Value, CultureInfo.InvariantCulture);
}
