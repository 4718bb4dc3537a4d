using Research.Imaging;

namespace Research.Adaptation.Data;

/// <summary>A labelled split of a real dataset, read from disk as its manifest says.</summary>
public sealed class ManifestDataset : ILabelledDataset, IPictureSource
{
    private readonly ManifestFiles files;

    /// <summary>Opens a split; all its files must be there.</summary>
    /// <param name="manifest">What the dataset looks like.</param>
    /// <param name="split">Name of a split with labels.</param>
    /// <param name="root">The dataset's folder.</param>
    /// <exception cref="DatasetException">The folder or files are missing; the message names the first of them.</exception>
    public ManifestDataset(DatasetManifest manifest, string split, string root)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        files = new(manifest, split, root, needLabels: true);
        LabelSpace = manifest.Labels.Space;
    }

    /// <inheritdoc/>
    public string Name => files.Name;

    /// <inheritdoc/>
    public LabelSpace LabelSpace { get; }

    /// <inheritdoc/>
    public int Count => files.Count;

    /// <inheritdoc/>
    public string Fingerprint => files.Fingerprint;

    /// <summary>The name of a sample, without reading it.</summary>
    public string KeyAt(int index) => files.KeyAt(index);

    /// <inheritdoc/>
    public LabelledSample Load(int index)
    {
        string name = files.KeyAt(index);
        var image = files.Image(index);
        return new(name, image, files.Labels(index, image));
    }

    /// <summary>The distance of every pixel, where the dataset has depth; infinity = nothing hit, NaN = unknown.</summary>
    /// <exception cref="DatasetException">The dataset has no depth, or its file cannot be read.</exception>
    public DepthMap LoadDepth(int index) => files.Depth(index);

    UnlabelledSample IPictureSource.LoadPicture(int index) => new(files.KeyAt(index), files.Image(index));
}
