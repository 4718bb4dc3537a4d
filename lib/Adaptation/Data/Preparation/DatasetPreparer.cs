using System.Security.Cryptography;
using System.Text;
using Research.Imaging;

namespace Research.Adaptation.Data;

/// <summary>Makes a resized copy of a dataset that training reads instead: decoding small pictures takes a fraction of the time.</summary>
public static class DatasetPreparer
{
    /// <summary>Makes or continues a copy.</summary>
    /// <remarks>
    /// Every file is written under a temporary name and renamed, so that a stopped run leaves nothing half done; the next one with the same
    /// target continues. A copy reads as the dataset itself (<see cref="ManifestDataset"/>, <see cref="ManifestPictures"/>), and gives
    /// to the byte the pictures that training at this size would make of the originals.
    /// </remarks>
    /// <param name="manifest">The dataset.</param>
    /// <param name="root">Its folder.</param>
    /// <param name="target">The copy's folder: new, empty, or of an interrupted run with the same dataset and size.</param>
    /// <param name="width">Columns, 1 .. 16384.</param>
    /// <param name="height">Rows, 1 .. 16384.</param>
    /// <param name="progress">Told after each picture, one call at a time.</param>
    /// <param name="workers">Threads, 0 .. 256; 0 = one per processor.</param>
    /// <param name="cancellation">Stops; the next call continues.</param>
    /// <exception cref="DatasetException">A file cannot be read or written, or the target is something else; the message names it.</exception>
    public static PrepareResult Prepare(
        DatasetManifest manifest, string root, string target, int width, int height,
        IProgress<PrepareProgress>? progress = null, int workers = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        if (width is < 1 or > 16384 || height is < 1 or > 16384)
            throw new ArgumentOutOfRangeException(nameof(width), $"expected 1 .. 16384 pixels, got {width} x {height}");
        ArgumentOutOfRangeException.ThrowIfNegative(workers);
        (root, target) = (Path.GetFullPath(root), Path.GetFullPath(target));
        var splits = Present(manifest, root);
        var copy = PreparedCopy.Of(manifest, width, height, splits.Select(s => s.Split.Name).ToArray(), Fingerprint(splits));
        Claim(target, root, copy);
        var layout = copy.Layout(manifest);
        var work = splits.SelectMany(s => Enumerable.Range(0, s.Files.Count).Select(i => new Item(s.Files, i, layout.Split(s.Split.Name))))
            .DistinctBy(item => item.Paths.Image).ToArray();
        int written = 0, done = 0;
        object gate = new();
        var options = new ParallelOptions { MaxDegreeOfParallelism = workers == 0 ? Environment.ProcessorCount : workers, CancellationToken = cancellation };
        try
        {
            Parallel.ForEach(work, options, item =>
            {
                bool wrote = Write(item, layout, target, width, height);
                lock (gate)
                {
                    written += wrote ? 1 : 0;
                    progress?.Report(new(++done, work.Length));
                }
            });
        }
        catch (AggregateException errors) when (errors.InnerExceptions.FirstOrDefault(e => e is DatasetException) is DatasetException first)
        {
            throw new DatasetException(first.Message, first.FileName, errors);
        }
        foreach (var list in splits.Select(s => s.Split.FolderList).OfType<string>().Distinct())
            Replace(Path.Combine(target, list), file => File.Copy(FolderPath.Resolve(root, list), file, overwrite: true));
        (copy with { Complete = true }).Write(target);
        return new(target, written, work.Length - written, copy.Splits);
    }

    private static IReadOnlyList<(ManifestSplit Split, ManifestFiles Files)> Present(DatasetManifest manifest, string root)
    {
        if (PreparedCopy.TryRead(root) is not null)
            throw new DatasetException($"{root}: expected the originals of '{manifest.Name}', it is a prepared copy itself", root);
        var found = new List<(ManifestSplit, ManifestFiles)>();
        foreach (var split in manifest.Splits)
        {
            if (split.Optional && SplitFiles.IsAbsent(root, split))
                continue;
            found.Add((split, new(manifest, split.Name, root, needLabels: split.Labels is not null)));
        }
        return found.Count > 0 ? found : throw new DatasetException($"{root}: expected at least one split of '{manifest.Name}', there is none", root);
    }

    private static string Fingerprint(IReadOnlyList<(ManifestSplit Split, ManifestFiles Files)> splits)
    {
        var text = string.Join('\n', splits.Select(s => s.Files.Fingerprint));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    // Takes a new or empty folder, or goes on in one of an earlier run; refuses everything else.
    private static void Claim(string target, string root, PreparedCopy copy)
    {
        string inTarget = target.TrimEnd('/') + "/", inRoot = root.TrimEnd('/') + "/";
        if (inTarget.StartsWith(inRoot, StringComparison.Ordinal) || inRoot.StartsWith(inTarget, StringComparison.Ordinal))
            throw new DatasetException($"{target}: expected a target apart from the dataset's folder {root}", target);
        if (PreparedCopy.TryRead(target) is { } earlier)
        {
            if (earlier.Dataset != copy.Dataset || (earlier.Width, earlier.Height) != (copy.Width, copy.Height))
                throw new DatasetException($"{target}: expected a target for '{copy.Dataset}' at {copy.Width} x {copy.Height}, it holds '{earlier.Dataset}' at {earlier.Width} x {earlier.Height}", target);
            if (earlier.Source != copy.Source)
                throw new DatasetException($"{target}: expected a copy of the files in {root} as they are now, they have changed since it was begun; remove it or choose another target", target);
        }
        else if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())
        {
            throw new DatasetException($"{target}: expected a new or empty folder, it holds other files", target);
        }
        Directory.CreateDirectory(target);
        copy.Write(target);
    }

    private static bool Write(Item item, DatasetManifest layout, string target, int width, int height)
    {
        string image = Path.Combine(target, item.Paths.Image);
        string? labels = item.Paths.Labels is { } relative ? Path.Combine(target, relative) : null;
        string? depth = item.Files.HasDepth(item.Index) ? Path.Combine(target, layout.Depth!.Files.PathsOf(item.Files.KeyAt(item.Index))[item.Files.DepthAlternative(item.Index)]) : null;
        // The picture comes last: where it is, the rest is.
        if (File.Exists(image) && (labels is null || File.Exists(labels)) && (depth is null || File.Exists(depth)))
            return false;
        var picture = item.Files.Image(item.Index);
        if (labels is not null)
            Replace(labels, file => Png.Write(file, Resize.Nearest(item.Files.Labels(item.Index, picture), width, height)));
        if (depth is not null)
            Replace(depth, file => Png.Write(file, Resize.Nearest(item.Files.RawDepth(item.Index), width, height)));
        var resized = picture.Width == width && picture.Height == height ? picture : Resize.Bicubic(picture, width, height);
        Replace(image, file => Png.Write(file, resized));
        return true;
    }

    private static void Replace(string path, Action<string> write)
    {
        string temporary = path + ".tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            write(temporary);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException and not DatasetException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{path}: expected to write the file: {error.Message}", path, error);
        }
    }

    private sealed record Item(ManifestFiles Files, int Index, ManifestSplit Layout)
    {
        public (string Image, string? Labels) Paths { get; } =
            (Layout.Images.PathsOf(Files.KeyAt(Index))[0], Layout.Labels?.PathsOf(Files.KeyAt(Index))[0]);
    }
}
