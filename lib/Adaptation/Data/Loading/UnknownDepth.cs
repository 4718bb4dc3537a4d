using Research.Adaptation.Depth;
using Research.Imaging;

namespace Research.Adaptation.Data;

/// <summary>Depth of pictures that have none: one unknown pixel each, which any size can be made of (engineering, no paper).</summary>
/// <param name="count">Number of pictures.</param>
public sealed class UnknownDepth(int count) : IDepthSource
{
    /// <inheritdoc/>
    public string Name => "no depth";

    /// <inheritdoc/>
    public string Fingerprint => "unknown depth";

    /// <inheritdoc/>
    public int Count => count;

    /// <inheritdoc/>
    public DepthMap Load(int index) => new(1, 1, [float.NaN]);
}
