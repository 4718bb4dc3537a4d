using System.Collections.Concurrent;
using Research.Imaging;

namespace Research.Adaptation.Data;

/// <summary>Checks a folder against a manifest: names each file that is missing, unreadable, of the wrong size or of the wrong kind.</summary>
public static class DatasetVerifier
{
    /// <summary>Checks every file of every split by decoding it completely, on several threads.</summary>
    /// <param name="manifest">What is expected.</param>
    /// <param name="root">The dataset's folder.</param>
    /// <param name="progress">Told after each file; calls come from several threads, one at a time.</param>
    /// <param name="splits">Only these splits; null = all.</param>
    /// <param name="workers">Threads, 0 .. 256; 0 = one per processor.</param>
    /// <param name="cancellation">Stops the check.</param>
    /// <exception cref="DatasetException">The folder does not exist; the message says how to obtain the dataset.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static DatasetVerification Verify(
        DatasetManifest manifest,
        string root,
        IProgress<VerificationProgress>? progress = null,
        IReadOnlyCollection<string>? splits = null,
        int workers = 0,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentException.ThrowIfNullOrEmpty(root);
        ArgumentOutOfRangeException.ThrowIfNegative(workers);
        root = Path.GetFullPath(root);
        if (!Directory.Exists(root))
            throw new DatasetException($"{root}: expected the folder of dataset '{manifest.Name}', there is none. To obtain it:{Environment.NewLine}{manifest.HowToObtain()}", root);
        if (PreparedCopy.TryRead(root) is { } copy)
            manifest = copy.Adapt(manifest, root);
        foreach (var name in splits ?? [])
            manifest.Split(name);

        var check = new FileCheck(manifest, root);
        var problems = new List<DatasetProblem>();
        var summaries = new List<SplitSummary>();
        var files = new List<(string Split, string File, bool IsLabel)>();
        foreach (var split in manifest.Splits)
            summaries.Add(ListFiles(root, split, splits?.Contains(split.Name) != false, files, problems));
        var work = files.DistinctBy(file => (file.File, file.IsLabel)).ToArray();
        problems.AddRange(CheckAll(check, work, problems.Count, progress, workers, cancellation));
        var order = manifest.Splits.Select((split, i) => (split.Name, i)).ToDictionary(pair => pair.Name, pair => pair.i);
        var sorted = problems.OrderBy(p => order[p.Split]).ThenBy(p => p.File, StringComparer.Ordinal).ToArray();
        return new(manifest, root, summaries, sorted, work.Length);
    }

    private static SplitSummary ListFiles(
        string root, ManifestSplit split, bool asked, List<(string, string, bool)> files, List<DatasetProblem> problems)
    {
        if (!asked || split.Optional && SplitFiles.IsAbsent(root, split))
            return new(split.Name, split.Count, 0, split.Labels is null ? null : 0, Skipped: true);
        SplitFiles found;
        try
        {
            found = SplitFiles.Find(root, split);
        }
        catch (DatasetException error)
        {
            bool leaves = split.FolderList is { } list && FolderPath.LeavesThroughLink(root, list);
            problems.Add(new(leaves ? DatasetProblemKind.LeavesFolder : DatasetProblemKind.Unreadable, split.Name, Relative(root, error.FileName), error.Message));
            return new(split.Name, split.Count, 0, split.Labels is null ? null : 0, Skipped: false);
        }
        catch (ManifestException error)
        {
            bool missing = split.FolderList is { } list && !File.Exists(Path.Combine(root, list));
            problems.Add(new(missing ? DatasetProblemKind.Missing : DatasetProblemKind.WrongKind, split.Name, Relative(root, error.FileName), error.Message));
            return new(split.Name, split.Count, 0, split.Labels is null ? null : 0, Skipped: false);
        }
        problems.AddRange(found.Escaping.Select(file => new DatasetProblem(
            DatasetProblemKind.LeavesFolder, split.Name, file, $"expected a path inside {root}, it is a symbolic link that leads out of it")));
        // Where a folder decides what belongs to a split, a label without its picture is the only trace of a lost picture.
        bool listed = split.Keys is not null || split.FolderList is not null;
        var keys = listed || found.Labels is null ? found.Keys : found.Keys.Union(found.Labels.Keys).Order(StringComparer.Ordinal).ToArray();
        AddMissing(split, split.Images, keys, found, listed ? "the split's list names it" : "there are labels for it", problems);
        if (found.Labels is not null)
            AddMissing(split, split.Labels!, keys, found, listed ? "the split's list names it" : "there is a picture for it", problems);
        if (keys.Count != split.Count)
            problems.Add(new(DatasetProblemKind.WrongCount, split.Name, split.Images.Text, $"expected {split.Count} pictures in split {split.Name}, got {keys.Count}"));
        var images = keys.Where(found.Images.ContainsKey).Select(key => found.Images[key]).ToArray();
        var labels = found.Labels is { } all ? keys.Where(all.ContainsKey).Select(key => all[key]).ToArray() : null;
        files.AddRange(images.Select(file => (split.Name, file, false)));
        files.AddRange((labels ?? []).Select(file => (split.Name, file, true)));
        return new(split.Name, split.Count, images.Length, labels?.Length, Skipped: false);
    }

    private static void AddMissing(
        ManifestSplit split, PathPattern pattern, IEnumerable<string> keys, SplitFiles files, string why, List<DatasetProblem> problems)
    {
        var found = ReferenceEquals(pattern, split.Images) ? files.Images : files.Labels!;
        var escaping = files.Escaping.ToHashSet();
        if (escaping.Contains(pattern.Folder))
            return;
        problems.AddRange(keys.Where(key => !found.ContainsKey(key) && !pattern.PathsOf(key).Any(escaping.Contains))
            .Select(key => new DatasetProblem(DatasetProblemKind.Missing, split.Name, pattern.Describe(key), why)));
    }

    private static IEnumerable<DatasetProblem> CheckAll(
        FileCheck check, (string Split, string File, bool IsLabel)[] work, int before, IProgress<VerificationProgress>? progress, int workers, CancellationToken cancellation)
    {
        var problems = new ConcurrentBag<DatasetProblem>();
        object gate = new();
        int done = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = workers == 0 ? Environment.ProcessorCount : workers, CancellationToken = cancellation };
        Parallel.ForEach(work, options, file =>
        {
            if (check.Find(file.Split, file.File, file.IsLabel) is { } problem)
                problems.Add(problem);
            if (progress is null)
                return;
            lock (gate)
                progress.Report(new(++done, work.Length, before + problems.Count, file.File));
        });
        return problems;
    }

    private static string Relative(string root, string? file) =>
        file is null ? "" : Path.GetRelativePath(root, Path.Combine(root, file)).Replace('\\', '/');
}
