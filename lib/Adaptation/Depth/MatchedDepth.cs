using System.Collections.Concurrent;
using Research.Imaging;

namespace Research.Adaptation.Depth;

/// <summary>Depth of left pictures by semi-global stereo matching; maps are kept once made.</summary>
public sealed class MatchedDepth : IDepthSource
{
    private readonly ConcurrentDictionary<int, DepthMap> kept = new();
    private readonly IStereoDataset pairs;
    private readonly SemiGlobalOptions options;

    /// <summary>Depth of the left pictures of a dataset.</summary>
    /// <param name="pairs">The dataset.</param>
    /// <param name="options">The matcher's settings; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public MatchedDepth(IStereoDataset pairs, SemiGlobalOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        this.pairs = pairs;
        this.options = options ?? new SemiGlobalOptions();
        this.options.Validate();
    }

    /// <inheritdoc/>
    public string Name => "stereo matching";

    /// <inheritdoc/>
    public string Fingerprint => $"{options} on {pairs.Fingerprint}";

    /// <inheritdoc/>
    public int Count => pairs.Count;

    /// <inheritdoc/>
    public DepthMap Load(int index) => kept.GetOrAdd(index, Match);

    private DepthMap Match(int index)
    {
        var pair = pairs.Load(index);
        var disparity = SemiGlobalMatcher.Match(pair.Left, pair.Right, options);
        return SemiGlobalMatcher.ToDepth(disparity, pair.Left.Width, pair.Left.Height, pair.Intrinsics.Fx, pair.Baseline);
    }
}
