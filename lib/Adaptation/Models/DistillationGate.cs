// The gated message between tasks of D. Xu et al., "PAD-Net: Multi-Tasks Guided Prediction-and-Distillation Network", CVPR 2018, arXiv 1805.04409,
// Section 3.3, and S. Vandenhende et al., "MTI-Net", ECCV 2020, arXiv 2001.06902, as CorDA, ICCV 2021, arXiv 2104.13613, uses it for its task
// feature correlation. Code facts: qinenergy/corda @2904cc6, model/deeplabv2_synthia.py.

using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Research.Adaptation.Models;

/// <summary>What one task tells the other: features through a 3x3 convolution, gated by a second one; [N, K, h, w] to [N, K, h, w].</summary>
/// <remarks>SA(F) = Conv3x3(F) * sigmoid(Conv3x3'(F)), product element by element, both K to K channels, padding 1, without bias.</remarks>
public sealed class DistillationGate : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d message, gate;

    /// <summary>A gate with the framework's default weights; the network draws its own.</summary>
    /// <param name="channels">K.</param>
    public DistillationGate(int channels) : base(nameof(DistillationGate))
    {
        message = nn.Conv2d(channels, channels, kernel_size: 3, padding: 1, bias: false);
        gate = nn.Conv2d(channels, channels, kernel_size: 3, padding: 1, bias: false);
        register_module("message", message);
        register_module("gate", gate);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return (message.call(input) * Open(input)).MoveToOuterDisposeScope();
    }

    /// <summary>How far the gate is open, 0 to 1, [N, K, h, w].</summary>
    /// <param name="input">Features of the other task, float [N, K, h, w].</param>
    public Tensor Open(Tensor input)
    {
        using var scope = NewDisposeScope();
        return gate.call(input).sigmoid().MoveToOuterDisposeScope();
    }
}
