using System.Globalization;

namespace Research.Adaptation.Training;

/// <summary>The folder of one run, locked by this process until disposed (engineering, no paper).</summary>
/// <remarks>
/// <c>run.json</c>, <c>metrics.csv</c> (a row per step), <c>evaluation.csv</c> (the curve), <c>checkpoint.safetensors</c> and the
/// one before it, <c>checkpoint.best.safetensors</c> where the best is looked for, <c>events.out.tfevents.*</c> (for TensorBoard), <c>predictions/</c>, <c>lock</c> (held through the operating system, so it is free when its process dies, however it
/// dies) and <c>lock.holder</c> (who holds it, for people).
/// </remarks>
public sealed class RunFolder : IDisposable
{
    private readonly FileStream? held;
    private readonly List<string> notes = [];

    private RunFolder(string path, string hash, FileStream? held)
    {
        Path = path;
        Hash = hash;
        this.held = held;
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Hash of the run.</summary>
    public string Hash { get; }

    /// <summary>The record.</summary>
    public string RecordPath => RecordFile(Path);

    /// <summary>Losses and learning rate of every step.</summary>
    public string MetricsPath => System.IO.Path.Combine(Path, "metrics.csv");

    /// <summary>Evaluations during training.</summary>
    public string EvaluationPath => System.IO.Path.Combine(Path, "evaluation.csv");

    /// <summary>The last checkpoint.</summary>
    public string CheckpointPath => CheckpointFile(Path);

    /// <summary>The checkpoint before the last.</summary>
    public string PreviousCheckpointPath => System.IO.Path.Combine(Path, "checkpoint.previous.safetensors");

    /// <summary>The best checkpoint, where the run looks for one.</summary>
    public string BestCheckpointPath => BestCheckpointFile(Path);

    /// <summary>Losses, learning rate and evaluations for TensorBoard.</summary>
    public string EventsPath => System.IO.Path.Combine(Path, "events.out.tfevents.0.run");

    /// <summary>Predictions for a fixed choice of pictures.</summary>
    public string PredictionsPath => System.IO.Path.Combine(Path, "predictions");

    /// <summary>What happened in this session that a reader of the result should know.</summary>
    public IReadOnlyList<string> Notes => notes;

    /// <summary>Creates the folder if need be and locks it.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="hash">Hash of the run.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="RunException">Another process holds the folder; the message says which.</exception>
    public static RunFolder Open(string path, string hash, TimeProvider time)
    {
        Directory.CreateDirectory(path);
        var lockPath = System.IO.Path.Combine(path, "lock");
        var holder = System.IO.Path.Combine(path, "lock.holder");
        FileStream held;
        try
        {
            held = new FileStream(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e is not (DirectoryNotFoundException or PathTooLongException))
        {
            throw new RunException(lockPath, $"this run is being trained by {HolderIn(holder)}; wait for it, or stop it", e);
        }
        File.WriteAllText(holder, string.Create(CultureInfo.InvariantCulture,
            $"process {Environment.ProcessId} on {Environment.MachineName} since {time.GetUtcNow():yyyy-MM-dd HH:mm:ss} UTC\n"));
        return new RunFolder(path, hash, held);
    }

    // Who holds the lock writes its name a moment later.
    private static string HolderIn(string path)
    {
        for (var attempt = 0; attempt < 20; attempt++)
        {
            try
            {
                if (File.Exists(path) && File.ReadAllText(path).Trim() is { Length: > 0 } who) return who;
            }
            catch (IOException)
            {
                // It is being written right now.
            }
            Thread.Sleep(50);
        }
        return "another process";
    }

    /// <summary>The folder of a run that another process of the same training holds: for reading only, without a lock.</summary>
    internal static RunFolder Follow(string path, string hash) => new(path, hash, null);

    /// <summary>Whether this process holds the folder and writes it.</summary>
    public bool IsHeld => held is not null;

    /// <summary>Loads the newest usable checkpoint into the living parts of the run.</summary>
    /// <returns>The checkpoint, or null where the run has none yet.</returns>
    /// <exception cref="CheckpointException">There are checkpoints, but none can be used.</exception>
    public Checkpoint? Resume(TrainingState state)
    {
        CheckpointException? problem = null;
        foreach (var path in new[] { CheckpointPath, PreviousCheckpointPath })
        {
            if (!File.Exists(path)) continue;
            try
            {
                var checkpoint = Checkpoint.Load(path, state);
                if (problem is not null) Note($"{problem.Message}; went on from the checkpoint before, step {checkpoint.Step}");
                return checkpoint;
            }
            catch (CheckpointException e)
            {
                problem ??= e;
            }
        }
        return problem is null ? null : throw new CheckpointException(
            problem.FileName, $"{problem.Message[(problem.FileName.Length + 2)..]}; there is no usable one before it. Delete it to train from the start", problem);
    }

    /// <summary>Remembers something for the record.</summary>
    public void Note(string note) => notes.Add(note);

    /// <summary>Releases the lock.</summary>
    public void Dispose()
    {
        if (held is null) return;
        // The holder's name goes first: whoever takes the lock next writes its own.
        try
        {
            File.Delete(System.IO.Path.Combine(Path, "lock.holder"));
        }
        catch (IOException)
        {
            // A name left behind misleads nobody: it is only read while the lock is held.
        }
        held.Dispose();
    }

    internal static string RecordFile(string folder) => System.IO.Path.Combine(folder, "run.json");

    internal static string BestCheckpointFile(string folder) => System.IO.Path.Combine(folder, "checkpoint.best.safetensors");

    internal static string CheckpointFile(string folder) => System.IO.Path.Combine(folder, "checkpoint.safetensors");
}
