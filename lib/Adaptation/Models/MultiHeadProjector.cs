// The projector of context-aware consistency: X. Lai et al., CVPR 2021, arXiv 2106.14133; dvlab-research/Context-Aware-Consistency @4fdec7a.

using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Research.Adaptation.Models;

/// <summary>1x1 convolution, ReLU, 1x1 convolution, then each pixel scaled to length 1: [N, K, h, w] to [N, outputs, h, w].</summary>
internal sealed class MultiHeadProjector : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d first, second;

    public MultiHeadProjector(int inputs, int hidden, int outputs) : base(nameof(MultiHeadProjector))
    {
        first = nn.Conv2d(inputs, hidden, kernel_size: 1, bias: true);
        second = nn.Conv2d(hidden, outputs, kernel_size: 1, bias: true);
        register_module("first", first);
        register_module("second", second);
    }

    public override Tensor forward(Tensor features)
    {
        using var scope = NewDisposeScope();
        var projected = second.call(first.call(features).relu_());
        return nn.functional.normalize(projected, dim: 1).MoveToOuterDisposeScope();
    }
}
