namespace Research.Adaptation.Training;

/// <summary>The runs under one folder, <c>ROOT/RECIPE/HASH/</c> (engineering, no paper).</summary>
public sealed class RunStore
{
    /// <summary>A store; its folder comes into being with the first run.</summary>
    /// <param name="root">The folder.</param>
    public RunStore(string root) => Root = Path.GetFullPath(root);

    /// <summary>The folder.</summary>
    public string Root { get; }

    /// <summary>Where a run lives, whether it exists or not.</summary>
    public string FolderOf(RunIdentity run) => Path.Combine(Root, run.Recipe, run.Hash);

    /// <summary>Locks a run's folder, creating it if need be.</summary>
    /// <exception cref="RunException">Another process holds it.</exception>
    public RunFolder Open(RunIdentity run, TimeProvider time) => RunFolder.Open(FolderOf(run), run.Hash, time);

    /// <summary>The finished run, or null where it does not exist or is not finished.</summary>
    /// <exception cref="RunException">Its record is damaged.</exception>
    public RunResult? Find(RunIdentity run)
    {
        var record = RecordOf(run);
        var folder = FolderOf(run);
        if (record is not { State: RunState.Finished }) return null;
        var result = new RunResult(folder, record, kept: true);
        return File.Exists(result.CheckpointPath) ? result : null;
    }

    /// <summary>The run's record, or null where it was never started.</summary>
    /// <exception cref="RunException">The record is damaged, or belongs to another run.</exception>
    public RunRecord? RecordOf(RunIdentity run)
    {
        var path = RunFolder.RecordFile(FolderOf(run));
        if (!File.Exists(path)) return null;
        var record = RunRecord.Load(path);
        return record.Hash == run.Hash ? record
            : throw new RunException(path, $"expected the record of run {run.Hash}, got that of {record.Hash}; delete the run's folder to train it again");
    }

    /// <summary>All runs: folder and record, or the problem where the record cannot be read. Sorted by folder.</summary>
    public IReadOnlyList<(string Folder, RunRecord? Record, string? Problem)> List()
    {
        if (!Directory.Exists(Root)) return [];
        var folders = Directory.EnumerateDirectories(Root).SelectMany(Directory.EnumerateDirectories)
            .Where(f => File.Exists(RunFolder.RecordFile(f))).Order(StringComparer.Ordinal);
        return [.. folders.Select(Describe)];
    }

    /// <summary>Removes a run's folder with everything in it.</summary>
    /// <param name="folder">A folder that <see cref="List"/> named.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ArgumentException">It is not a run's folder in this store.</exception>
    /// <exception cref="RunException">A process is training it.</exception>
    public void Remove(string folder, TimeProvider time)
    {
        var path = Path.GetFullPath(folder);
        if (Path.GetDirectoryName(Path.GetDirectoryName(path)) != Root || !File.Exists(RunFolder.RecordFile(path)))
            throw new ArgumentException($"folder: expected a run's folder in {Root}, got {folder}");
        // The lock is held until nothing is left.
        using var held = RunFolder.Open(path, "", time);
        Directory.Delete(path, recursive: true);
        var recipe = Path.GetDirectoryName(path)!;
        if (!Directory.EnumerateFileSystemEntries(recipe).Any()) Directory.Delete(recipe);
    }

    private static (string, RunRecord?, string?) Describe(string folder)
    {
        try
        {
            return (folder, RunRecord.Load(RunFolder.RecordFile(folder)), null);
        }
        catch (RunException e)
        {
            return (folder, null, e.Message);
        }
    }
}
