using System.Diagnostics;
using System.Globalization;
using Research.Adaptation.Training;

namespace Research.Cli.Tests.Commands;

/// <summary>Training as a process of its own: signals, and two processes that want the same run.</summary>
public sealed class TrainProcessTests : IDisposable
{
    private const string Recipe = "maximum-squares.gta5-to-cityscapes.source";

    private readonly string _runs = Directory.CreateTempSubdirectory("cli-tests").FullName;

    public void Dispose() => Directory.Delete(_runs, recursive: true);

    [SkippableTheory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void Train_Signalled_WritesACheckpointOfTheLastStepAndGoesOnFromIt(string signal)
    {
        Skip.If(OperatingSystem.IsWindows(), "signals");
        // So long that it cannot end by itself, and without a checkpoint of its own accord.
        using var first = Start("Steps=500000", "CheckpointEvery=500000");
        var folder = WaitForSteps(first, 5);
        Signal(first, signal);
        Assert.True(first.WaitForExit(60_000), "did not stop");
        Assert.Equal(ExitCodes.Cancelled, first.ExitCode);
        var step = Checkpoint.Inspect(Path.Combine(folder, "checkpoint.safetensors")).Step;
        Assert.Equal(step, MetricsLog.Read(Path.Combine(folder, "metrics.csv"))["step"][^1]);
        Assert.Equal(RunState.Started, RunRecord.Load(Path.Combine(folder, "run.json")).State);

        using var second = Start("Steps=500000", "CheckpointEvery=500000");
        Assert.Equal(folder, WaitForSteps(second, (int)step + 3));
        Signal(second, signal);
        Assert.True(second.WaitForExit(60_000), "did not stop");
        var steps = MetricsLog.Read(Path.Combine(folder, "metrics.csv"))["step"];
        Assert.Equal(Enumerable.Range(1, steps.Length).Select(s => (double)s), steps);
        Assert.True(steps[^1] > step);
    }

    [SkippableFact]
    public void Train_SameRunTwiceAtOnce_OneTrainsAndTheOtherSaysWho()
    {
        Skip.If(OperatingSystem.IsWindows(), "signals");
        using var first = Start("Steps=500000", "CheckpointEvery=500000");
        using var second = Start("Steps=500000", "CheckpointEvery=500000");
        var loser = Task.WaitAny([first.WaitForExitAsync(), second.WaitForExitAsync()], 120_000);
        Assert.True(loser >= 0, "both train");
        var (trains, refused) = loser == 0 ? (second, first) : (first, second);
        Assert.Equal(ExitCodes.Failed, refused.ExitCode);
        Assert.Contains($"this run is being trained by process {trains.Id} on {Environment.MachineName}", refused.StandardError.ReadToEnd());
        WaitForSteps(trains, 3);
        Signal(trains, "TERM");
        Assert.True(trains.WaitForExit(60_000), "did not stop");
        Assert.Equal(ExitCodes.Cancelled, trains.ExitCode);
    }

    private Process Start(params string[] settings)
    {
        var program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "research.exe" : "research");
        Skip.IfNot(File.Exists(program), $"{program} was not built");
        // A shell that starts its jobs in the background lets them ignore SIGINT; env gives the signal its meaning back.
        var info = new ProcessStartInfo("env",
            ["--default-signal=INT", program, "train", Recipe, "--profile", "smoke", "--seed", "7", "--runs", _runs, "--set", "MaximumSteps=1000000", "EvaluateEvery=0", .. settings])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        // Two pictures' worth of work must not wait for a second processor that other tests use.
        info.Environment["OMP_NUM_THREADS"] = "1";
        return Process.Start(info)!;
    }

    // The run's folder, as soon as its metrics reach a step; they are written in blocks, so progress tells it sooner.
    private string WaitForSteps(Process process, int steps)
    {
        var until = Stopwatch.StartNew();
        while (until.Elapsed < TimeSpan.FromMinutes(2))
        {
            var line = process.StandardError.ReadLine();
            if (line is null) Assert.Fail($"ended with {process.ExitCode} before step {steps}");
            if (Step(line) >= steps) return Directory.GetDirectories(Path.Combine(_runs, Recipe)).Single();
        }
        Assert.Fail($"did not reach step {steps} in two minutes");
        return "";
    }

    // "...: 0 %  training  123/500000  source 2.1 ..."
    private static int Step(string line) => line.Split(' ').FirstOrDefault(w => w.EndsWith("/500000", StringComparison.Ordinal)) is { } word
        ? int.Parse(word.Split('/')[0], CultureInfo.InvariantCulture) : -1;

    private static void Signal(Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
