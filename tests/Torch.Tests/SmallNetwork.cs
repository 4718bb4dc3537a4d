using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Research.Torch.Tests;

/// <summary>A small segmentation network in the way user code writes one.</summary>
internal sealed class SmallNetwork : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1;
    private readonly BatchNorm2d bn1;
    private readonly ReLU relu = ReLU(inplace: true);
    private readonly MaxPool2d pool = MaxPool2d(3, stride: 2, padding: 1, ceil_mode: true);
    private readonly ModuleList<Module<Tensor, Tensor>> heads;

    internal SmallNetwork(int classes = 4) : base(nameof(SmallNetwork))
    {
        conv1 = Conv2d(3, 8, kernel_size: 3, padding: 1, bias: false);
        bn1 = BatchNorm2d(8);
        heads = ModuleList<Module<Tensor, Tensor>>(
            Conv2d(8, classes, 3, padding: 2, dilation: 2), Conv2d(8, classes, 3, padding: 4, dilation: 4));
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        var x = pool.call(relu.call(bn1.call(conv1.call(input))));
        var logits = heads[0].call(x) + heads[1].call(x);
        return functional.interpolate(logits, size: [input.shape[2], input.shape[3]], mode: InterpolationMode.Bilinear, align_corners: true);
    }
}
