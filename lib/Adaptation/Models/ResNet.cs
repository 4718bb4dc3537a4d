// K. He et al., "Deep Residual Learning for Image Recognition", CVPR 2016, arXiv 1512.03385; the dilated trunk of DeepLabv2
// (L.-C. Chen et al., arXiv 1606.00915). Details follow ZJULearning/MaxSquareLoss @2fbc18f, graphs/models/deeplab_multi.py:
// max-pool in ceil mode, stride on the first 1x1 convolution of a block, no convolution biases, affine of the stem's
// normalisation frozen. Here the output stride, depth and width are options; there they are fixed at 8, 3-4-23-3 and 64.
// torchvision's form and the multi-grid: dvlab-research/Context-Aware-Consistency @4fdec7a, the trunk of its DeepLabv3+.

using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Research.Adaptation.Models;

/// <summary>A dilated ResNet trunk: pictures [N, 3, H, W] to the features of its layers.</summary>
/// <remarks>
/// Stem: 7x7 convolution with stride 2, normalisation, ReLU, 3x3 max-pool with stride 2 in ceil mode, so 1024x512 gives 257x129.
/// With output stride 8 layers 3 and 4 keep the resolution of layer 2 and dilate by 2 and 4.
/// </remarks>
public sealed class ResNet : nn.Module
{
    private readonly Conv2d conv1;
    private readonly BatchNorm2d bn1;
    private readonly MaxPool2d pool;
    private readonly ModuleList<Bottleneck>[] layers = new ModuleList<Bottleneck>[4];

    /// <summary>Builds the trunk with the framework's default weights; <see cref="DeepLabV2"/> draws its own.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public ResNet(ResNetOptions options) : base(nameof(ResNet))
    {
        options.Validate();
        conv1 = nn.Conv2d(3, options.Width, kernel_size: 7, stride: 2, padding: 3, bias: false);
        bn1 = nn.BatchNorm2d(options.Width);
        pool = nn.MaxPool2d(3, stride: 2, padding: 1, ceil_mode: options.Form == ResNetForm.DeepLabV2);
        register_module("conv1", conv1);
        register_module("bn1", bn1);
        bn1.weight!.requires_grad = bn1.bias!.requires_grad = options.Form != ResNetForm.DeepLabV2;

        var inputs = options.Width;
        for (var layer = 0; layer < 4; layer++)
        {
            var (stride, dilation) = Sampling(layer, options.OutputStride);
            layers[layer] = Layer(inputs, options, layer, stride, dilation);
            register_module($"layer{layer + 1}", layers[layer]);
            inputs = (options.Width << layer) * Bottleneck.Expansion;
        }
        LowChannels = (options.Width << 2) * Bottleneck.Expansion;
        HighChannels = inputs;
    }

    /// <summary>Channels of layer 3, where the low head reads.</summary>
    public int LowChannels { get; }

    /// <summary>Channels of layer 4, where the high head reads.</summary>
    public int HighChannels { get; }

    /// <summary>Channels of a layer, 1 to 4.</summary>
    public int Channels(int layer) => LowChannels >> 2 << (layer - 1);

    /// <summary>Features of layer 3 and layer 4.</summary>
    /// <param name="images">Prepared pictures, float [N, 3, H, W].</param>
    /// <param name="record">Receives each stage ("stem", "layer1" to "layer4") as it is computed; what it is given stays alive.</param>
    /// <returns>Low [N, <see cref="LowChannels"/>, h, w] and High [N, <see cref="HighChannels"/>, h, w].</returns>
    public (Tensor Low, Tensor High) Forward(Tensor images, Action<string, Tensor>? record = null) => Forward(images, 3, record);

    /// <summary>Features of an earlier layer and of layer 4.</summary>
    /// <param name="images">Prepared pictures, float [N, 3, H, W].</param>
    /// <param name="lowLayer">The earlier layer, 1 to 3; DeepLabv3+ takes 1, at stride 4.</param>
    /// <param name="record">Receives each stage ("stem", "layer1" to "layer4") as it is computed; what it is given stays alive.</param>
    /// <returns>Low [N, <see cref="Channels"/> of the layer, h, w] and High [N, <see cref="HighChannels"/>, h, w].</returns>
    public (Tensor Low, Tensor High) Forward(Tensor images, int lowLayer, Action<string, Tensor>? record = null)
    {
        if (lowLayer is < 1 or > 3)
            throw new ArgumentOutOfRangeException(nameof(lowLayer), $"expected layer 1 to 3, got {lowLayer}");
        using var scope = NewDisposeScope();
        var features = Stem(images);
        record?.Invoke("stem", features);
        Tensor? low = null;
        for (var layer = 0; layer < 4; layer++)
        {
            foreach (var block in layers[layer])
            {
                var next = block.call(features);
                // The tape, if there is one, holds what it needs; the wrapper itself is needed only by who reads the low layer.
                if (!ReferenceEquals(features, low)) features.Dispose();
                features = next;
            }
            record?.Invoke($"layer{layer + 1}", features);
            if (layer + 1 == lowLayer) low = features;
        }
        return (low!.MoveToOuterDisposeScope(), features.MoveToOuterDisposeScope());
    }

    private Tensor Stem(Tensor images)
    {
        using var scope = NewDisposeScope();
        return pool.call(bn1.call(conv1.call(images)).relu_()).MoveToOuterDisposeScope();
    }

    private static (int Stride, int Dilation) Sampling(int layer, int outputStride) => (layer, outputStride) switch
    {
        (0, _) => (1, 1),
        (1, _) => (2, 1),
        (2, 8) => (1, 2),
        (3, 8) => (1, 4),
        (3, 16) => (1, 2),
        _ => (2, 1),
    };

    private static ModuleList<Bottleneck> Layer(int inputs, ResNetOptions options, int layer, int stride, int dilation)
    {
        var (width, grid) = (options.Width << layer, layer == 3 ? options.MultiGrid ?? [1] : [1]);
        var list = new ModuleList<Bottleneck>();
        for (var i = 0; i < options.Blocks[layer]; i++)
            list.Add(i == 0
                ? new Bottleneck(inputs, width, stride, dilation * grid[0], project: true, options.Form)
                : new Bottleneck(width * Bottleneck.Expansion, width, stride: 1, dilation * grid[i % grid.Count], project: false, options.Form));
        return list;
    }
}
