using Research.Imaging;

namespace Research.Adaptation.Depth;

/// <summary>The truth of a dataset.</summary>
/// <param name="pairs">The dataset; map i belongs to its left picture i.</param>
public sealed class TrueDepth(IStereoDataset pairs) : IDepthSource
{
    /// <inheritdoc/>
    public string Name => "truth";

    /// <inheritdoc/>
    public string Fingerprint => $"truth of {pairs.Fingerprint}";

    /// <inheritdoc/>
    public int Count => pairs.Count;

    /// <inheritdoc/>
    public DepthMap Load(int index) => pairs.Load(index).Truth;
}
