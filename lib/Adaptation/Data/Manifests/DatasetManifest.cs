namespace Research.Adaptation.Data;

/// <summary>
/// What a real dataset must look like on disk, and where it comes from. Written as JSON in <c>data-manifests/</c>; the format is
/// described by <c>data-manifests/schema.json</c>.
/// </summary>
public sealed record DatasetManifest
{
    /// <summary>Key of the dataset and name of its folder, for example <c>camvid</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Name for people.</summary>
    public required string Title { get; init; }

    /// <summary>The publication to cite.</summary>
    public required string Citation { get; init; }

    /// <summary>Address of the dataset.</summary>
    public required string Origin { get; init; }

    /// <summary>Terms of use.</summary>
    public required Licence Licence { get; init; }

    /// <summary>How to obtain it, step by step.</summary>
    public required IReadOnlyList<string> Obtain { get; init; }

    /// <summary>Where it may be fetched without asking anybody; null where it may not.</summary>
    public FetchSource? Fetch { get; init; }

    /// <summary>Size of pictures and labels.</summary>
    public required ImageFormat Image { get; init; }

    /// <summary>How label files are read.</summary>
    public required LabelFormat Labels { get; init; }

    /// <summary>Depth pictures; null where there are none.</summary>
    public DepthFormat? Depth { get; init; }

    /// <summary>The camera; null where it is not known.</summary>
    public CameraFormat? Camera { get; init; }

    /// <summary>The splits, at least one.</summary>
    public required IReadOnlyList<ManifestSplit> Splits { get; init; }

    /// <summary>What differs from place to place, or is easily got wrong; may be empty.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The file that this was read from.</summary>
    public required string FileName { get; init; }

    /// <summary>Reads a manifest and the lists beside it.</summary>
    /// <exception cref="ManifestException">The file is missing or not a manifest; the message names file, field and what was expected.</exception>
    public static DatasetManifest Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return ManifestReader.Read(ManifestReader.ReadText(path), path, list =>
        {
            string file = Path.Combine(folder, list);
            if (FolderPath.LeavesThroughLink(folder, list))
                throw new ManifestException(file, "", $"expected a list inside {folder}, it is a symbolic link that leads out of it");
            return (file, ManifestReader.ReadText(file));
        });
    }

    /// <summary>The split of that name.</summary>
    /// <exception cref="ArgumentException">There is no such split.</exception>
    public ManifestSplit Split(string name) =>
        Splits.FirstOrDefault(split => split.Name == name)
        ?? throw new ArgumentException($"dataset '{Name}' has no split '{name}'; it has {string.Join(", ", Splits.Select(s => s.Name))}", nameof(name));

    /// <summary>How to obtain the dataset, as one text.</summary>
    public string HowToObtain() =>
        string.Join(Environment.NewLine, Obtain.Select((step, i) => $"{i + 1}. {step}"));

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
