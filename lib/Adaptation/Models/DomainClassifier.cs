// Domain classifiers: one for the whole picture (Y. Ganin et al., "Domain-Adversarial Training of Neural Networks", JMLR 17(59), 2016,
// arXiv 1505.07818), or one for each region of the feature map (the region-wise paper, notebooks/01-region-dann.ipynb).

using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Research.Adaptation.Models;

/// <summary>Tells from features which domain a picture, or each of its regions, comes from.</summary>
/// <remarks>
/// Region scope: cell j of the map has its own weights, a_j = w_j . F_j + b_j with F_j = F[:, :, u, v]; all R = h w of them are one batched
/// matrix product, so the cost is that of one layer, not of R calls. Every classifier is tied to its place: pictures must have one size,
/// and neither crops nor scales may move their content about.
/// Parameters without hidden layers: R (K + 1) per region, K + 1 shared or pooled, R K + 1 flattened.
/// </remarks>
public sealed class DomainClassifier : nn.Module<Tensor, Tensor>
{
    private readonly ModuleList<GroupedLinear> layers = new();

    /// <summary>A classifier for feature maps of one size.</summary>
    /// <param name="options">Scope and depth.</param>
    /// <param name="channels">Channels K of the features.</param>
    /// <param name="height">Rows h of the feature map.</param>
    /// <param name="width">Columns w of the feature map.</param>
    /// <param name="random">The stream for the weights.</param>
    /// <exception cref="ArgumentException">An option is out of range, or a size is below 1.</exception>
    public DomainClassifier(DomainClassifierOptions options, int channels, int height, int width, RandomStream random) : base(nameof(DomainClassifier))
    {
        options.Validate();
        if (channels < 1 || height < 1 || width < 1)
            throw new ArgumentException($"expected features of at least 1 channel, row and column, got {channels} x {height} x {width}");
        (Options, Channels, Height, Width) = (options, channels, height, width);
        var groups = options.Scope == DomainClassifierScope.Region ? height * width : 1;
        var inputs = options.Scope == DomainClassifierScope.FlattenedImage ? checked(channels * height * width) : channels;
        for (var i = 0; i <= options.HiddenLayers; i++)
        {
            layers.Add(new GroupedLinear(groups, inputs, i == options.HiddenLayers ? 1 : options.HiddenWidth, random.Split("layer", i)));
            inputs = options.HiddenWidth;
        }
        register_module("layers", layers);
    }

    /// <summary>Scope and depth.</summary>
    public DomainClassifierOptions Options { get; }

    /// <summary>Channels K of the features.</summary>
    public int Channels { get; }

    /// <summary>Rows h of the feature map.</summary>
    public int Height { get; }

    /// <summary>Columns w of the feature map.</summary>
    public int Width { get; }

    /// <summary>Logits of "source".</summary>
    /// <param name="features">float [N, K, h, w], of the size the classifier was built for.</param>
    /// <returns>[N, h, w] for regions; [N, 1, 1] for a picture.</returns>
    /// <exception cref="ArgumentException">Another shape.</exception>
    public override Tensor forward(Tensor features)
    {
        var s = features.shape;
        if (features.ndim != 4 || s[1] != Channels || s[2] != Height || s[3] != Width)
            throw new ArgumentException($"features: expected [N, {Channels}, {Height}, {Width}], got [{string.Join(", ", s)}]; classifiers are tied to their place");
        using var scope = NewDisposeScope();
        var values = Grouped(features, s[0]);
        for (var i = 0; i < layers.Count; i++)
        {
            if (i > 0) values = values.relu_();
            values = layers[i].call(values);
        }
        var image = Options.Scope is DomainClassifierScope.PooledImage or DomainClassifierScope.FlattenedImage;
        var logits = image ? values.reshape(s[0], 1, 1) : values.reshape(s[2] * s[3], s[0]).transpose(0, 1).reshape(s[0], s[2], s[3]);
        return logits.MoveToOuterDisposeScope();
    }

    // [G, N, K]: cells first where each has its own weights; cells and pictures together where all share them.
    private Tensor Grouped(Tensor features, long pictures) => Options.Scope switch
    {
        DomainClassifierScope.Region => features.flatten(2).permute(2, 0, 1),
        DomainClassifierScope.SharedRegion => features.flatten(2).permute(2, 0, 1).reshape(1, -1, Channels),
        DomainClassifierScope.PooledImage => features.flatten(2).mean(new long[] { 2 }).unsqueeze(0),
        _ => features.reshape(1, pictures, -1),
    };
}
