using Research.Adaptation.Depth;
using Research.Imaging;

namespace Research.Adaptation.Data;

/// <summary>The depth that a dataset on disk comes with (engineering, no paper).</summary>
/// <param name="dataset">A split of a dataset with depth; map i belongs to its picture i.</param>
public sealed class RecordedDepth(ManifestDataset dataset) : IDepthSource
{
    /// <inheritdoc/>
    public string Name => $"depth of {dataset.Name}";

    /// <inheritdoc/>
    public string Fingerprint => $"recorded depth of {dataset.Fingerprint}";

    /// <inheritdoc/>
    public int Count => dataset.Count;

    /// <inheritdoc/>
    /// <exception cref="DatasetException">The dataset has no depth, or its file cannot be read.</exception>
    public DepthMap Load(int index) => dataset.LoadDepth(index);
}
