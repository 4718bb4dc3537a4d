using Research.Adaptation.Data;

namespace Research.Adaptation.Weights;

/// <summary>A file of pretrained weights: where it comes from, how to know it, and how its names become a network's.</summary>
/// <remarks>Read from <c>data-manifests/weights/*.json</c>. A fact that nobody published is null, with the reason beside it.</remarks>
public sealed record WeightsManifest
{
    /// <summary>Key of the manifest.</summary>
    public required string Name { get; init; }

    /// <summary>What the weights are, in a line.</summary>
    public required string Title { get; init; }

    /// <summary>Name of the file under <c>weights/</c> of the data folder.</summary>
    public required string File { get; init; }

    /// <summary>Where it is downloaded.</summary>
    public required string Origin { get; init; }

    /// <summary>Name of the licence; null where there is none.</summary>
    public string? Licence { get; init; }

    /// <summary>What may be done with the weights, in a sentence or two.</summary>
    public required string Terms { get; init; }

    /// <summary>SHA-256 in 64 hexadecimal digits; null where only <see cref="ChecksumPrefix"/> or nothing is known.</summary>
    public string? Checksum { get; init; }

    /// <summary>First digits of the SHA-256; null where not even they are known.</summary>
    public string? ChecksumPrefix { get; init; }

    /// <summary>Length of the file; null where it is unknown.</summary>
    public long? Bytes { get; init; }

    /// <summary>Why checksum, length or licence are unknown, by field.</summary>
    public required IReadOnlyDictionary<string, string> Unknown { get; init; }

    /// <summary>Format: <c>pth</c> or <c>safetensors</c>.</summary>
    public required string Format { get; init; }

    /// <summary>Papers whose networks start from the file.</summary>
    public required IReadOnlyList<string> UsedBy { get; init; }

    /// <summary>What pictures the weights expect.</summary>
    public required string Input { get; init; }

    /// <summary>ResNet only: where a block's stride sits, <c>first-1x1</c> (Caffe) or <c>3x3</c> (torchvision).</summary>
    public string? Stride { get; init; }

    /// <summary>How names of the file become names of a network.</summary>
    public required WeightsKeyMap Keys { get; init; }

    /// <summary>Where the facts come from, and other remarks.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The manifest's own file.</summary>
    public required string FileName { get; init; }

    /// <summary>Name of the file after <c>research weights convert</c>.</summary>
    public string ConvertedFile => Path.ChangeExtension(File, ".safetensors");

    /// <summary>A manifest on disk.</summary>
    /// <exception cref="ManifestException">Names file, field, what was expected and what came.</exception>
    public static WeightsManifest Load(string path) => WeightsManifestReader.Read(ManifestReader.ReadText(path), path);
}
