using System.Collections.Concurrent;
using Research.Adaptation.Data;
using Research.Imaging;
using static TorchSharp.torch;

namespace Research.Adaptation.Depth;

/// <summary>What a depth network says of pictures; maps are kept once made. It owns the network.</summary>
public sealed class PredictedDepth : IDepthSource, IDisposable
{
    private readonly ConcurrentDictionary<int, DepthMap> kept = new();
    private readonly object gate = new();
    private readonly Func<int, RgbImage> picture;
    private readonly DepthNetwork network;
    private readonly double scale;

    /// <summary>Depth of the left pictures of a dataset.</summary>
    /// <param name="pairs">The dataset; its right pictures and truth are not looked at.</param>
    /// <param name="network">The network; put into evaluation mode.</param>
    /// <param name="fingerprint">What tells this network's weights from others, a run's hash for instance.</param>
    /// <param name="scale">Metres per unit of the network, above 0: 1 after stereo training.</param>
    public PredictedDepth(IStereoDataset pairs, DepthNetwork network, string fingerprint, double scale = 1)
        : this(index => pairs.Load(index).Left, pairs.Count, pairs.Fingerprint, network, fingerprint, scale)
    {
    }

    /// <summary>Depth of any pictures, at their own size.</summary>
    /// <param name="pictures">The pictures.</param>
    /// <param name="network">The network; put into evaluation mode.</param>
    /// <param name="fingerprint">What tells this network's weights from others, a run's hash for instance.</param>
    /// <param name="scale">Metres per unit of the network, above 0; a camera with another focal length in pixels sees another scale.</param>
    public PredictedDepth(IUnlabelledDataset pictures, DepthNetwork network, string fingerprint, double scale = 1)
        : this(index => pictures.Load(index).Image, pictures.Count, pictures.Fingerprint, network, fingerprint, scale)
    {
    }

    private PredictedDepth(Func<int, RgbImage> picture, int count, string data, DepthNetwork network, string fingerprint, double scale)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (!(scale > 0 && double.IsFinite(scale))) throw new ArgumentException($"scale: expected a finite number above 0, got {scale}");
        (this.picture, this.network, this.scale, Count) = (picture, network, scale, count);
        network.eval();
        Fingerprint = FormattableString.Invariant($"network {fingerprint} x {scale:r} on {data}");
    }

    /// <inheritdoc/>
    public string Name => "self-supervised";

    /// <inheritdoc/>
    public string Fingerprint { get; }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public DepthMap Load(int index)
    {
        if (kept.TryGetValue(index, out var known)) return known;
        var image = picture(index);
        lock (gate) return kept.GetOrAdd(index, _ => Of(network, image, scale));
    }

    /// <summary>The depth of one picture.</summary>
    /// <param name="network">In evaluation mode.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="scale">Metres per unit of the network.</param>
    public static DepthMap Of(DepthNetwork network, RgbImage picture, double scale = 1)
    {
        ArgumentNullException.ThrowIfNull(network);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var pixels = Colours.ToTensor([picture], network.Device);
        var disparity = network.Forward(pixels)[0];
        if (network.Options.AverageWithMirrored) disparity = (disparity + network.Forward(pixels.flip(3))[0].flip(3)) / 2;
        return InverseDepth.MetresFromTensor(network.ToDepth(disparity) * scale);
    }

    /// <summary>Frees the network.</summary>
    public void Dispose()
    {
        lock (gate) network.Dispose();
    }
}
