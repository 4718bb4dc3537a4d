using Research.Adaptation.Data;
using Research.Adaptation.Training;

namespace Research.Adaptation.Tests;

/// <summary>What the test assembly does when it is started as a program: trains a tiny run, saying each step, so that a test can kill it.</summary>
internal static class Program
{
    public static int Main(string[] arguments)
    {
        if (arguments is not ["train", var folder, var steps, var pause])
        {
            Console.Error.WriteLine("expected: train FOLDER STEPS PAUSE_MS; this program serves the tests, which `dotnet test` runs");
            return 2;
        }
        Train(folder, long.Parse(steps), int.Parse(pause));
        return 0;
    }

    private static void Train(string path, long steps, int pause)
    {
        TorchSharp.torch.set_num_threads(1);
        using var folder = RunFolder.Open(path, "0123456789abcdef", TimeProvider.System);
        using var model = TinyTraining.Model();
        using var loader = TinyTraining.Loader();
        using var trainer = new Trainer<DomainBatch>(model, TinyTraining.Guided(model), TinyTraining.Options(steps, checkpointEvery: 3), new RandomStream(5));
        trainer.Run(new TrainingSession(folder, "tiny", 1, new Narrator(pause), TimeProvider.System), loader);
    }

    private sealed class Narrator(int pause) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            Console.WriteLine($"step {value.Step}");
            Thread.Sleep(pause);
        }
    }
}
