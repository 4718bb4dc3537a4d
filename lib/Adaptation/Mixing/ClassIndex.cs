// Which pictures contain which class: what long-tail class first sampling draws from (L. Gao et al., "DSP", ACM MM 2021, arXiv
// 2107.09600; the files data/*_ids2path.json of GaoLii/DSP @f90a6bb hold the same for GTA5 and SYNTHIA).

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Research.Adaptation.Data;

namespace Research.Adaptation.Mixing;

/// <summary>For every class the samples of a dataset that contain it.</summary>
public sealed class ClassIndex
{
    private readonly int[][] samples;

    /// <summary>An index.</summary>
    /// <param name="samples">For every class the indices of the samples that contain it, ascending.</param>
    public ClassIndex(IReadOnlyList<IReadOnlyList<int>> samples) => this.samples = [.. samples.Select(s => s.ToArray())];

    /// <summary>Number of classes.</summary>
    public int ClassCount => samples.Length;

    /// <summary>The samples that contain a class, ascending.</summary>
    public IReadOnlyList<int> Samples(int id) => samples[id];

    /// <summary>The classes that occur in the fewest samples, rarest first; of two that occur equally often the one with the smaller id. Classes that never occur are left out.</summary>
    /// <param name="count">At most so many.</param>
    public IReadOnlyList<int> Rarest(int count) =>
        [.. Enumerable.Range(0, ClassCount).Where(c => samples[c].Length > 0).OrderBy(c => samples[c].Length).ThenBy(c => c).Take(count)];

    /// <summary>Reads the labels of all samples, or the file that an earlier call kept.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="keptIn">Folder for the file; null to keep nothing. A file of other data, or a damaged one, is written anew.</param>
    /// <param name="workers">Threads, 0 .. 256; 0 = one per processor.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="DatasetException">A sample cannot be read.</exception>
    public static ClassIndex Of(ILabelledDataset dataset, string? keptIn = null, int workers = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var path = keptIn is null ? null : Path.Combine(keptIn, $"classes-{Hash(dataset)}.json");
        if (path is not null && Read(path, dataset) is { } kept) return kept;
        var index = Count(dataset, workers == 0 ? Environment.ProcessorCount : workers, cancellation);
        if (path is not null) index.Write(path, dataset);
        return index;
    }

    private static ClassIndex Count(ILabelledDataset dataset, int workers, CancellationToken cancellation)
    {
        var found = Enumerable.Range(0, dataset.LabelSpace.Count).Select(_ => new List<int>()).ToArray();
        using var prefetch = new OrderedPrefetch<long[]>(0, dataset.Count, workers, workers + 2, (i, _) => dataset.Load((int)i).Labels.Histogram());
        for (var i = 0; i < dataset.Count; i++)
        {
            var histogram = prefetch.Take(cancellation);
            for (var c = 0; c < found.Length; c++)
                if (histogram[c] > 0) found[c].Add(i);
        }
        return new ClassIndex(found);
    }

    private void Write(string path, ILabelledDataset dataset)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(new Kept(dataset.Fingerprint, samples)));
        File.Move(temporary, path, overwrite: true);
    }

    private static ClassIndex? Read(string path, ILabelledDataset dataset)
    {
        try
        {
            var kept = JsonSerializer.Deserialize<Kept>(File.ReadAllBytes(path));
            var valid = kept?.Samples is not null && kept.Fingerprint == dataset.Fingerprint && kept.Samples.Length == dataset.LabelSpace.Count
                && kept.Samples.All(s => s is not null && s.All(i => i >= 0 && i < dataset.Count));
            return valid ? new ClassIndex(kept!.Samples!) : null;
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string Hash(ILabelledDataset dataset) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(dataset.Fingerprint)))[..16];

    private sealed record Kept(string Fingerprint, int[][]? Samples);
}
