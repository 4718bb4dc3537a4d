// Gradient reversal: Y. Ganin et al., "Domain-Adversarial Training of Neural Networks", JMLR 17(59), 2016, arXiv 1505.07818, Section 4.2;
// one such layer per region in the region-wise paper (notebooks/01-region-dann.ipynb, Eq. (1)).

using static TorchSharp.torch;

namespace Research.Adaptation.Models;

/// <summary>The layer that lets a classifier learn and makes what lies before it unlearn.</summary>
public static class GradientReversal
{
    /// <summary>The features, unchanged to the bit; what comes back through them is multiplied by -lambda.</summary>
    /// <param name="features">Any float tensor.</param>
    /// <param name="lambda">0 or more: how strongly the part before works against the part after.</param>
    /// <remarks>R(z) = z, dR/dz = -lambda I. lambda scales nothing behind the layer: the classifier learns at its own pace.</remarks>
    /// <exception cref="ArgumentException">lambda is negative or not finite.</exception>
    public static Tensor Of(Tensor features, double lambda)
    {
        if (!(lambda >= 0 && double.IsFinite(lambda)))
            throw new ArgumentException($"lambda: expected a finite number of 0 or more, got {lambda}");
        return Reversal.apply(features, lambda);
    }

    private sealed class Reversal : autograd.SingleTensorFunction<Reversal>
    {
        public override string Name => nameof(GradientReversal);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            ctx.save_data("lambda", vars[1]);
            return ((Tensor)vars[0]).alias();
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) =>
            [grad_output * -(double)ctx.get_data("lambda"), null!];
    }
}
