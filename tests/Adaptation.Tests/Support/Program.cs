using Research.Adaptation.Data;
using Research.Adaptation.Papers;
using Research.Adaptation.Tests.Papers;
using Research.Adaptation.Training;

namespace Research.Adaptation.Tests;

/// <summary>What the test assembly does when it is started as a program: trains a tiny run, saying each step, so that a test can kill it.</summary>
internal static class Program
{
    public static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["train", var folder, var steps, var pause]:
                Train(folder, long.Parse(steps), int.Parse(pause));
                return 0;
            case ["fill", var disk, var result]:
                FillDisk(disk, result);
                return 0;
            case ["replica", var batch, var count]:
                foreach (var line in ReplicaTraining.Run(int.Parse(batch), int.Parse(count))) Console.WriteLine(line);
                return 0;
            case ["replica-recipe", var key, var count, var scenes]:
                foreach (var line in ReplicaRecipe.Run(key, int.Parse(count), scenes)) Console.WriteLine(line);
                return 0;
            case ["recipe", var key, var runs, var scenes, var steps, var every, var pause]:
                RunRecipe(key, (runs, scenes), (int.Parse(steps), int.Parse(every)), int.Parse(pause));
                return 0;
            default:
                Console.Error.WriteLine("expected: train FOLDER STEPS PAUSE_MS, fill SMALL_DISK RESULT, replica BATCH STEPS, replica-recipe KEY STEPS SCENES, or recipe KEY RUNS SCENES STEPS EVERY PAUSE_MS; this program serves the tests, which `dotnet test` runs");
                return 2;
        }
    }

    // A recipe of the catalogue at its smoke size, saying its own steps, not those of runs it starts from.
    private static void RunRecipe(string key, (string Runs, string Scenes) folders, (int Count, int CheckpointEvery) steps, int pause)
    {
        TorchSharp.torch.set_num_threads(1);
        var recipe = CatalogueTrainingTests.Shortened(RecipeCatalogue.Find(key), steps.Count, steps.CheckpointEvery);
        var narrator = new Narrator(pause, null, p => p.Recipe == recipe.Key && p.Phase == "training");
        new ExperimentRunner(new RunStore(folders.Runs), new DataPlaces(folders.Scenes), TimeProvider.System, progress: narrator).Run(recipe, Profile.Smoke, 1);
    }

    // Trains on a small disk that is full when the second checkpoint is due; says what happened; makes room; goes on; copies the last checkpoint.
    private static void FillDisk(string disk, string result)
    {
        var run = Path.Combine(disk, "run");
        var filler = Path.Combine(disk, "filler");
        try
        {
            Train(run, 14, 0, step =>
            {
                if (step == 4) Fill(filler);
            });
            Console.WriteLine("error: none");
        }
        catch (RunException e)
        {
            Console.WriteLine($"error: {e.Message}");
        }
        Console.WriteLine($"kept: {Checkpoint.Inspect(Path.Combine(run, "checkpoint.safetensors")).Step}");
        Console.WriteLine($"files: {string.Join(" ", Directory.GetFiles(run).Select(Path.GetFileName).Order())}");
        File.Delete(filler);
        Train(run, 14, 0);
        File.Copy(Path.Combine(run, "checkpoint.safetensors"), result);
    }

    private static void Fill(string path)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        foreach (var block in new[] { 1 << 16, 1 << 10, 1 })
        {
            try
            {
                while (true) file.Write(new byte[block]);
            }
            catch (IOException)
            {
                // Full for blocks of this size.
            }
        }
    }

    private static void Train(string path, long steps, int pause, Action<long>? onStep = null)
    {
        TorchSharp.torch.set_num_threads(1);
        using var folder = RunFolder.Open(path, "0123456789abcdef", TimeProvider.System);
        using var model = TinyTraining.Model();
        using var loader = TinyTraining.Loader();
        using var trainer = new Trainer<DomainBatch>(model, TinyTraining.Guided(model), TinyTraining.Options(steps, checkpointEvery: 3), new RandomStream(5));
        trainer.Run(new TrainingSession(folder, "tiny", 1, new Narrator(pause, onStep), TimeProvider.System), loader);
    }

    private sealed class Narrator(int pause, Action<long>? onStep, Func<TrainingProgress, bool>? counts = null) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (counts?.Invoke(value) == false) return;
            Console.WriteLine($"step {value.Step}");
            onStep?.Invoke(value.Step);
            Thread.Sleep(pause);
        }
    }
}
