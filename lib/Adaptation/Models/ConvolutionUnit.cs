using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Research.Adaptation.Models;

/// <summary>Convolution without bias, batch normalisation, ReLU; the size is kept: [N, K, h, w] to [N, outputs, h, w].</summary>
internal sealed class ConvolutionUnit : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d conv;
    private readonly BatchNorm2d bn;

    public ConvolutionUnit(int inputs, int outputs, int kernel, int dilation = 1) : base(nameof(ConvolutionUnit))
    {
        conv = nn.Conv2d(inputs, outputs, kernel_size: kernel, padding: dilation * (kernel / 2), dilation: dilation, bias: false);
        bn = nn.BatchNorm2d(outputs);
        register_module("conv", conv);
        register_module("bn", bn);
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var inner = conv.call(input);
        return Normalise(inner).relu_().MoveToOuterDisposeScope();
    }

    // One value per channel (image pooling of a single picture) has no variance to normalise by, and would make the running
    // variance infinite: there the running statistics are used and left as they are.
    private Tensor Normalise(Tensor values)
    {
        var s = values.shape;
        if (!bn.training || s[0] * s[2] * s[3] > 1) return bn.call(values);
        bn.eval();
        try
        {
            return bn.call(values);
        }
        finally
        {
            bn.train();
        }
    }
}
