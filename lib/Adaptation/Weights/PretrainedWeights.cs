using System.Collections.Concurrent;
using static TorchSharp.torch;

namespace Research.Adaptation.Weights;

/// <summary>The pretrained weights that an experiment's network starts from, if they are on this machine (engineering, no paper).</summary>
/// <remarks>A published row starts from them; without the file the network starts from drawn weights, and the run says so.</remarks>
public sealed record PretrainedWeights
{
    private static readonly ConcurrentDictionary<(string, long, DateTime), string> Checksums = new();

    private PretrainedWeights(string name, string? path, string absence) => (Name, File, Absence) = (name, path, absence);

    /// <summary>Key of the manifest.</summary>
    public string Name { get; }

    /// <summary>The file; null where it is absent.</summary>
    public string? File { get; }

    /// <summary>Why the file is absent and how to obtain it; empty where it is there.</summary>
    public string Absence { get; }

    /// <summary>One sentence for people and for the run's record.</summary>
    public string Note => File is null
        ? $"{Absence}. The network starts from drawn weights, which the published numbers do not"
        : $"the network starts from {Name} ({Path.GetFileName(File)})";

    /// <summary>What enters a run's hash: the SHA-256 of the file, or that there was none.</summary>
    public string Fingerprint => File is null ? "absent" : Checksum(new FileInfo(File));

    /// <summary>Looks for the weights of a manifest.</summary>
    /// <param name="name">Key of the manifest.</param>
    /// <param name="dataFolder">The data folder; null for what <c>RESEARCH_DATA</c> names.</param>
    /// <exception cref="ArgumentException">There is no such manifest.</exception>
    public static PretrainedWeights Find(string name, string? dataFolder) =>
        new(name, WeightsFolder.Find(WeightsManifests.Find(name), dataFolder, out var reason), reason);

    /// <summary>Puts the weights into a network; does nothing where they are absent.</summary>
    /// <returns>What matched; null where they are absent.</returns>
    /// <exception cref="WeightsException">The file is damaged or does not fit.</exception>
    public WeightsReport? ApplyTo(nn.Module network) => File is null ? null : WeightsFile.Load(File, WeightsManifests.Find(Name), network);

    private static string Checksum(FileInfo file) =>
        Checksums.GetOrAdd((file.FullName, file.Length, file.LastWriteTimeUtc), key => WeightsFile.ChecksumOf(key.Item1));
}
