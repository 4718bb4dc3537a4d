// The encoder of Monodepth2 (C. Godard et al., ICCV 2019, arXiv 1806.01260): ResNet-18 of arXiv 1512.03385, its five feature maps.

using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Research.Adaptation.Depth;

/// <summary>A residual network of basic blocks whose features at 1/2, 1/4, 1/8, 1/16 and 1/32 of the size all come out.</summary>
internal sealed class DepthEncoder : nn.Module
{
    private readonly Conv2d conv1;
    private readonly BatchNorm2d bn1;
    private readonly MaxPool2d pool;
    private readonly ModuleList<BasicBlock>[] layers = new ModuleList<BasicBlock>[4];

    public DepthEncoder(int channels, int width, IReadOnlyList<int> blocks) : base(nameof(DepthEncoder))
    {
        conv1 = nn.Conv2d(channels, width, kernel_size: 7, stride: 2, padding: 3, bias: false);
        bn1 = nn.BatchNorm2d(width);
        pool = nn.MaxPool2d(3, stride: 2, padding: 1);
        register_module("conv1", conv1);
        register_module("bn1", bn1);
        var inputs = width;
        for (var layer = 0; layer < 4; layer++)
        {
            var list = new ModuleList<BasicBlock>();
            for (var i = 0; i < blocks[layer]; i++)
            {
                list.Add(new BasicBlock(inputs, width << layer, stride: i == 0 && layer > 0 ? 2 : 1));
                inputs = width << layer;
            }
            layers[layer] = list;
            register_module($"layer{layer + 1}", list);
        }
        Channels = [width, width, width << 1, width << 2, width << 3];
    }

    /// <summary>Channels of the five feature maps, finest first.</summary>
    public IReadOnlyList<int> Channels { get; }

    /// <summary>Pictures [N, channels, H, W] to five feature maps, finest first; they belong to the caller's scope.</summary>
    public IReadOnlyList<Tensor> Forward(Tensor pictures)
    {
        var features = new List<Tensor> { bn1.call(conv1.call(pictures)).relu_() };
        var now = pool.call(features[0]);
        foreach (var layer in layers)
        {
            foreach (var block in layer) now = block.call(now);
            features.Add(now);
        }
        return features;
    }
}
