using Research.Adaptation.Data;
using Research.Adaptation.Tests.Data;
using Research.Adaptation.Training;
using TorchSharp.Extras;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Training;

public sealed class ResumeTests
{
    private const int Steps = 14;

    [Fact]
    public void Run_KilledAtSeveralSteps_EndsWithTheSameWeightsToTheBit()
    {
        using var temporary = new TemporaryFolder();
        var (whole, killed) = (temporary["whole"], temporary["killed"]);
        using (var child = new ChildProcess(whole, Steps, pause: 0)) child.WaitForSuccess();
        // Checkpoints come every 3 steps: one kill before the first, one between two, one just after one.
        foreach (var step in new[] { 2, 8, 12 })
        {
            using var child = new ChildProcess(killed, Steps, pause: 20);
            child.WaitForStep(step);
            child.Kill();
        }
        using (var child = new ChildProcess(killed, Steps, pause: 0)) child.WaitForSuccess();

        Assert.Equal(Tensors(whole), Tensors(killed));
        Assert.Equal(File.ReadAllText(Path.Combine(whole, "metrics.csv")), File.ReadAllText(Path.Combine(killed, "metrics.csv")));
        Assert.Equal(Steps, Checkpoint.Inspect(Path.Combine(killed, "checkpoint.safetensors")).Step);
    }

    [Fact]
    public void Open_HeldByAnotherProcess_SaysWhoHoldsIt()
    {
        using var temporary = new TemporaryFolder();
        using (var child = new ChildProcess(temporary.Path, Steps, pause: 200))
        {
            child.WaitForStep(1);
            var error = Assert.Throws<RunException>(() => RunFolder.Open(temporary.Path, "0123456789abcdef", TimeProvider.System));
            Assert.Contains($"process {child.Id} on {Environment.MachineName}", error.Message);
            child.Kill();
        }
        // The lock dies with its process.
        using var folder = RunFolder.Open(temporary.Path, "0123456789abcdef", TimeProvider.System);
    }

    [Fact]
    public void Run_Cancelled_WritesACheckpointOfTheLastStep()
    {
        using var temporary = new TemporaryFolder();
        using var cancel = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => Run(temporary.Path, p =>
        {
            if (p.Step == 4) cancel.Cancel();
        }, cancel.Token));
        Assert.Equal(4, Checkpoint.Inspect(Path.Combine(temporary.Path, "checkpoint.safetensors")).Step);
        Run(temporary.Path);
        using var whole = new TemporaryFolder();
        Run(whole.Path);
        Assert.Equal(Tensors(whole.Path), Tensors(temporary.Path));
    }

    [Fact]
    public void Run_DamagedCheckpoint_GoesOnFromTheOneBefore()
    {
        using var whole = new TemporaryFolder();
        using var damaged = new TemporaryFolder();
        Run(whole.Path);
        Run(damaged.Path);
        var path = Path.Combine(damaged.Path, "checkpoint.safetensors");
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..1000]);
        var notes = Run(damaged.Path);
        Assert.Contains(notes, n => n.Contains(path) && n.Contains("the checkpoint before, step 12"));
        Assert.Equal(Tensors(whole.Path), Tensors(damaged.Path));
    }

    [Fact]
    public void Run_BothCheckpointsDamaged_NamesTheFile()
    {
        using var temporary = new TemporaryFolder();
        Run(temporary.Path);
        foreach (var name in new[] { "checkpoint.safetensors", "checkpoint.previous.safetensors" })
            File.WriteAllText(Path.Combine(temporary.Path, name), "not a checkpoint");
        var error = Assert.Throws<CheckpointException>(() => Run(temporary.Path));
        Assert.StartsWith(Path.Combine(temporary.Path, "checkpoint.safetensors"), error.Message);
    }

    [Fact]
    public void Run_CheckpointOfAnotherRun_IsRefused()
    {
        using var temporary = new TemporaryFolder();
        Run(temporary.Path);
        var error = Assert.Throws<CheckpointException>(() => Run(temporary.Path, hash: "ffffffffffffffff"));
        Assert.Contains("0123456789abcdef", error.Message);
    }

    [Fact]
    public void LoadWeights_IntoAnotherNetwork_NamesTheTensorAndChangesNothing()
    {
        using var temporary = new TemporaryFolder();
        Run(temporary.Path);
        using var wider = new Adaptation.Models.DeepLabV2(
            TinyTraining.Network with { Trunk = TinyTraining.Network.Trunk with { Width = 8 } }, new RandomStream(1));
        var before = TinyTraining.Weights(wider);
        var error = Assert.Throws<CheckpointException>(() => Checkpoint.LoadWeights(Path.Combine(temporary.Path, "checkpoint.safetensors"), wider));
        Assert.Contains("trunk.", error.Message);
        Assert.Equal(before, TinyTraining.Weights(wider));
    }

    [Fact]
    public void LoadWeights_WarmStart_TakesWeightsAndStatisticsOnly()
    {
        using var temporary = new TemporaryFolder();
        Run(temporary.Path);
        var path = Path.Combine(temporary.Path, "checkpoint.safetensors");
        using var model = TinyTraining.Model(seed: 99);
        Checkpoint.LoadWeights(path, model);
        var saved = Tensors(temporary.Path);
        foreach (var (name, values) in TinyTraining.Weights(model)) Assert.Equal(saved["model." + name], values);
    }

    private static IReadOnlyList<string> Run(
        string path, Action<TrainingProgress>? progress = null, CancellationToken cancellation = default, string hash = "0123456789abcdef")
    {
        using var folder = RunFolder.Open(path, hash, TimeProvider.System);
        using var model = TinyTraining.Model();
        using var loader = TinyTraining.Loader();
        using var trainer = new Trainer<DomainBatch>(model, TinyTraining.Guided(model), TinyTraining.Options(Steps, checkpointEvery: 3), new RandomStream(5));
        trainer.Run(new TrainingSession(folder, "tiny", 1, progress is null ? null : new Synchronous(progress), TimeProvider.System), loader, cancellation: cancellation);
        return folder.Notes;
    }

    private static Dictionary<string, double[]> Tensors(string folder)
    {
        using var scope = NewDisposeScope();
        using var file = SafeTensors.Open(Path.Combine(folder, "checkpoint.safetensors"));
        return file.ReadAll().ToDictionary(t => t.Key, t => TestTensors.Values(t.Value));
    }

    private sealed class Synchronous(Action<TrainingProgress> action) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => action(value);
    }
}
