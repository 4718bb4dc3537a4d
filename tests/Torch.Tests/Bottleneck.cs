using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Research.Torch.Tests;

/// <summary>A residual block of ResNet-50, in the way user code writes one: no <c>using</c>, no scope.</summary>
internal sealed class Bottleneck : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1, conv2, conv3;
    private readonly BatchNorm2d bn1, bn2, bn3;
    private readonly Sequential? downsample;

    internal Bottleneck(long channels, long width, long stride) : base(nameof(Bottleneck))
    {
        conv1 = Conv2d(channels, width, 1, bias: false);
        bn1 = BatchNorm2d(width);
        conv2 = Conv2d(width, width, 3, stride: stride, padding: 1, bias: false);
        bn2 = BatchNorm2d(width);
        conv3 = Conv2d(width, 4 * width, 1, bias: false);
        bn3 = BatchNorm2d(4 * width);
        if (stride > 1 || channels != 4 * width)
            downsample = Sequential(("0", Conv2d(channels, 4 * width, 1, stride: stride, bias: false)), ("1", BatchNorm2d(4 * width)));
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        var x = functional.relu(bn1.call(conv1.call(input)));
        x = functional.relu(bn2.call(conv2.call(x)));
        x = bn3.call(conv3.call(x));
        return functional.relu(x + (downsample is null ? input : downsample.call(input)));
    }
}
