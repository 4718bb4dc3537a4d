using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Research.Torch.Tests;

/// <summary>ResNet with bottleneck blocks and a segmentation head; width 64 and blocks 3-4-6-3 make it ResNet-50 (23.5 million parameters).</summary>
internal sealed class ResidualNetwork : Module<Tensor, Tensor>
{
    private const int Classes = 19;
    private readonly Conv2d stem, head;
    private readonly BatchNorm2d norm;
    private readonly ModuleList<Module<Tensor, Tensor>> blocks = new();

    internal ResidualNetwork(long width, params int[] depths) : base(nameof(ResidualNetwork))
    {
        stem = Conv2d(3, width, 7, stride: 2, padding: 3, bias: false);
        norm = BatchNorm2d(width);
        var channels = width;
        for (var stage = 0; stage < depths.Length; stage++)
        {
            for (var block = 0; block < depths[stage]; block++)
            {
                blocks.Add(new Bottleneck(channels, width << stage, stride: stage > 0 && block == 0 ? 2 : 1));
                channels = 4 * (width << stage);
            }
        }
        head = Conv2d(channels, Classes, 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        var x = functional.max_pool2d(functional.relu(norm.call(stem.call(input))), 3, 2, 1);
        foreach (var block in blocks) x = block.call(x);
        return functional.interpolate(head.call(x), size: [input.shape[2], input.shape[3]], mode: InterpolationMode.Bilinear, align_corners: false);
    }
}
