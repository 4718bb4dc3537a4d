namespace Research.Adaptation.Data;

/// <summary>One split of a dataset: which files belong to it and where they lie.</summary>
public sealed record ManifestSplit
{
    /// <summary>train, val, test, ...</summary>
    public required string Name { get; init; }

    /// <summary>Number of pictures.</summary>
    public required int Count { get; init; }

    /// <summary>Where the pictures lie.</summary>
    public required PathPattern Images { get; init; }

    /// <summary>Where their labels lie; null for an unlabelled split.</summary>
    public PathPattern? Labels { get; init; }

    /// <summary>Keys of the pictures in order, from the list shipped with the manifest or from a range of numbers; null where the folder or <see cref="FolderList"/> decides.</summary>
    public IReadOnlyList<string>? Keys { get; init; }

    /// <summary>A list inside the dataset's folder, one key per line; null where there is none.</summary>
    public string? FolderList { get; init; }

    /// <summary>Keys of <see cref="FolderList"/> are numbers padded with zeros to this many digits; 0 = as written.</summary>
    public int Digits { get; init; }

    /// <summary>Whether the split may be absent as a whole.</summary>
    public bool Optional { get; init; }
}
