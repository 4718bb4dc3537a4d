// The classifier of DeepLabv2 (ASPP-L). L.-C. Chen et al., arXiv 1606.00915, Section 3.2; as released with arXiv 1909.13589
// (ZJULearning/MaxSquareLoss @2fbc18f, graphs/models/deeplab_multi.py, class Classifier_Module).

using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Research.Adaptation.Models;

/// <summary>Parallel dilated 3x3 convolutions with bias, summed: features [N, K, h, w] to logits [N, C, h, w].</summary>
internal sealed class DilatedClassifier : nn.Module<Tensor, Tensor>
{
    private readonly ModuleList<Conv2d> branches = new();
    private readonly int summed;

    /// <param name="inputs">Channels K of the features.</param>
    /// <param name="classes">Number of classes C.</param>
    /// <param name="dilations">One branch for each; dilation and padding are equal, so the size is kept.</param>
    /// <param name="fidelity">
    /// Paper: all branches are summed. ReleasedCode: its <c>return</c> stands inside the loop over the branches, so
    /// only the first two are; the others exist as parameters that never receive a gradient.
    /// </param>
    public DilatedClassifier(int inputs, int classes, IReadOnlyList<int> dilations, Fidelity fidelity)
        : base(nameof(DilatedClassifier))
    {
        foreach (var dilation in dilations)
            branches.Add(nn.Conv2d(inputs, classes, kernel_size: 3, padding: dilation, dilation: dilation, bias: true));
        register_module("branches", branches);
        summed = fidelity == Fidelity.Paper ? branches.Count : 2;
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var logits = branches[0].call(input);
        for (var i = 1; i < summed; i++)
            logits = logits.add_(branches[i].call(input));
        return logits.MoveToOuterDisposeScope();
    }
}
