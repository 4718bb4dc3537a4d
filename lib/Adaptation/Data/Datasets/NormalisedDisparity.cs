// The depth that CorDA's authors offer for GTA5: predictions of a monocular network as 16-bit pictures (qinenergy/corda @2904cc6, data loader of GTA5).

using Research.Adaptation.Depth;
using Research.Imaging;

namespace Research.Adaptation.Data;

/// <summary>Depth from 16-bit pictures of a normalised disparity v, 0 .. 65535, whose inverse depth is v / 256 + 1, 1 .. 257.</summary>
/// <remarks>
/// Given as the metres whose inverse depth 655.36 / (m + 0.01) is that value, so that all sources of depth share one encoding; the metres themselves
/// have an arbitrary scale. Value 0 is infinitely far.
/// </remarks>
/// <param name="dataset">The pictures; picture NAME has its disparity in NAME.png.</param>
/// <param name="folder">Where the disparities lie.</param>
public sealed class NormalisedDisparity(ManifestDataset dataset, string folder) : IDepthSource
{
    /// <inheritdoc/>
    public string Name => $"normalised disparity of {dataset.Name}";

    /// <inheritdoc/>
    public string Fingerprint => $"normalised disparity of {dataset.Fingerprint}";

    /// <inheritdoc/>
    public int Count => dataset.Count;

    /// <inheritdoc/>
    /// <exception cref="DatasetException">The file is missing or is not a 16-bit picture; the message names it.</exception>
    public DepthMap Load(int index)
    {
        var path = Path.Combine(folder, dataset.KeyAt(index) + ".png");
        if (!File.Exists(path)) throw new DatasetException($"{path}: expected a disparity file, there is none", path);
        var raw = Png.Read(path);
        var inverse = DepthDecoder.InverseDepthOfDisparity(raw, path);
        var metres = inverse.Select(d => d > 1 ? (float)(655.36 / d - 0.01) : float.PositiveInfinity);
        return new DepthMap(raw.Width, raw.Height, [.. metres]);
    }
}
