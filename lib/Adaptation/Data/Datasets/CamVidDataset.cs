namespace Research.Adaptation.Data;

/// <summary>
/// CamVid (Brostow, Fauqueur, Cipolla 2009): driving photographs from Cambridge, 480 x 360, 11 classes, in the SegNet tutorial's form.
/// </summary>
public sealed class CamVidDataset : ILabelledDataset, IPictureSource
{
    private readonly ManifestDataset files;

    /// <summary>Opens a split.</summary>
    /// <param name="root">The folder with <c>train</c>, <c>trainannot</c>, <c>val</c>, <c>valannot</c>.</param>
    /// <param name="split"><c>train</c> (367), <c>val</c> (101) or <c>test</c> (233).</param>
    /// <exception cref="DatasetException">The folder or files are missing; the message names the first of them.</exception>
    public CamVidDataset(string root, string split)
        : this(DatasetManifests.Find("camvid"), root, split)
    {
    }

    /// <summary>Opens a split by another manifest than the built-in one.</summary>
    public CamVidDataset(DatasetManifest manifest, string root, string split) => files = new(manifest, split, root);

    /// <inheritdoc/>
    public string Name => files.Name;

    /// <inheritdoc/>
    public LabelSpace LabelSpace => files.LabelSpace;

    /// <inheritdoc/>
    public int Count => files.Count;

    /// <inheritdoc/>
    public string Fingerprint => files.Fingerprint;

    /// <summary>A split from the folder that <c>RESEARCH_DATA</c> names; null where the folder is absent, and why.</summary>
    /// <exception cref="DatasetException">The folder is there but incomplete.</exception>
    public static CamVidDataset? Find(string split, out string reason) =>
        DatasetFolder.Find("camvid", out reason) is { } root ? new(root, split) : null;

    /// <inheritdoc/>
    public LabelledSample Load(int index) => files.Load(index);

    UnlabelledSample IPictureSource.LoadPicture(int index) => ((IPictureSource)files).LoadPicture(index);
}
