namespace Research.Adaptation.Data;

/// <summary>The pictures of a split of a real dataset; the split need not have labels.</summary>
public sealed class ManifestPictures : IUnlabelledDataset
{
    private readonly ManifestFiles files;

    /// <summary>Opens a split; all its pictures must be there.</summary>
    /// <param name="manifest">What the dataset looks like.</param>
    /// <param name="split">Name of a split.</param>
    /// <param name="root">The dataset's folder.</param>
    /// <exception cref="DatasetException">The folder or files are missing; the message names the first of them.</exception>
    public ManifestPictures(DatasetManifest manifest, string split, string root)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        files = new(manifest, split, root, needLabels: false);
    }

    /// <inheritdoc/>
    public string Name => files.Name;

    /// <inheritdoc/>
    public int Count => files.Count;

    /// <inheritdoc/>
    public string Fingerprint => files.Fingerprint;

    /// <inheritdoc/>
    public UnlabelledSample Load(int index) => new(files.KeyAt(index), files.Image(index));
}
