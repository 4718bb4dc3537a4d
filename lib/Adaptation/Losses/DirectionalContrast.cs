// The directional contrastive loss: X. Lai et al., "Semi-supervised Semantic Segmentation with Directional Context-aware Consistency",
// CVPR 2021, arXiv 2106.14133, Section 3.3; Eq. (2) to (4) of the multi-head paper that builds on it. Code facts:
// dvlab-research/Context-Aware-Consistency @4fdec7a. Notebook: notebooks/02-multi-head.ipynb.

using Research.Adaptation.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Losses;

/// <summary>Pulls the less confident of two views of a pixel towards the more confident one, away from pixels of other classes.</summary>
/// <remarks>
/// Views of n pixels that two crops share: features phi of length 1, confidence max C(f), pseudo-label argmax C(f). From view 1 to view 2:
/// L = -(1/N) sum over i of M_i log( r(phi1_i, phi2_i) / ( r(phi1_i, phi2_i) + sum over k in the bank of [y1_i != y_k] r(phi1_i, phi_k) ) ),
/// r(a, b) = exp(a.b / tau), M_i = [c2_i &gt; c1_i] [c2_i &gt; gamma]. phi2 and the bank are constants: only the less confident side moves.
/// Paper: N = n, the shared pixels. ReleasedCode: N = sum of M plus 1e-12, and 1e-8 is added to the denominator and to the quotient.
/// The n x bank matrix of similarities is never whole: the sums run over blocks with a running maximum, and the gradient with respect
/// to phi1 (its closed form needs one weighted mean of bank features per pixel) is accumulated in the same pass.
/// Peak memory at 720 x 720 crops (90 x 90 cells, features of length 128, both directions, forward and backward, above the inputs): 175 MB for
/// eight crops' 64,800 shared pixels and a bank of 32,400; 117 MB for two crops' 16,200 and a bank of 129,600. One direction's matrix would be
/// 8,398 MB in both cases. Measured by DirectionalContrastMemoryTests, resident memory of the process.
/// </remarks>
public static class DirectionalContrast
{
    /// <summary>Both directions: from view 1 to view 2 plus from view 2 to view 1.</summary>
    /// <param name="first">The shared pixels as crop 1 sees them.</param>
    /// <param name="second">The same pixels, in the same order, as crop 2 sees them.</param>
    /// <param name="bank">The negatives.</param>
    /// <param name="options">tau, gamma, block sizes.</param>
    /// <returns>A scalar of 0 or more; 0 where no pixel passes the mask.</returns>
    /// <exception cref="ArgumentException">Shapes or types do not fit; the message names them.</exception>
    public static Tensor Of(ContrastView first, ContrastView second, ContrastBank bank, DirectionalContrastOptions options)
    {
        using var scope = NewDisposeScope();
        return (OneWay(first, second, bank, options) + OneWay(second, first, bank, options)).MoveToOuterDisposeScope();
    }

    /// <summary>One direction: pixels of <paramref name="from"/> move towards those of <paramref name="to"/>, where these are more confident.</summary>
    /// <param name="from">The view that moves.</param>
    /// <param name="to">The view that is moved to; without gradient.</param>
    /// <param name="bank">The negatives; without gradient.</param>
    /// <param name="options">tau, gamma, block sizes.</param>
    /// <returns>A scalar of 0 or more; 0 where no pixel passes the mask. Its backward pass reaches <c>from.Features</c> only.</returns>
    /// <exception cref="ArgumentException">Shapes or types do not fit; the message names them.</exception>
    public static Tensor OneWay(ContrastView from, ContrastView to, ContrastBank bank, DirectionalContrastOptions options)
    {
        options.Validate();
        Check(from, to, bank);
        using var scope = NewDisposeScope();
        var chosen = Mask(from, to, options.Threshold).nonzero().flatten();
        var count = chosen.shape[0];
        var divisor = options.Fidelity == Fidelity.Paper
            ? Replicas.Shared(tensor(from.Features.shape[0], device: chosen.device)) : Replicas.SharedSum(tensor((double)count, device: chosen.device)) + 1e-12;
        if (count == 0) return (from.Features.sum() * 0).MoveToOuterDisposeScope();

        var anchors = from.Features.index_select(0, chosen);
        Tensor loss, gradient;
        using (no_grad())
        {
            (loss, gradient) = InBlocks(
                Full(anchors.detach()), Full(to.Features.detach().index_select(0, chosen)), from.Labels.index_select(0, chosen),
                new ContrastBank(Full(bank.Features.detach()), bank.Labels), options);
            var normaliser = divisor.to(loss.dtype);
            (loss, gradient) = (loss / normaliser, gradient / normaliser);
        }
        // A linear function of the anchors with the value of the loss and its gradient: the closed form takes the place of a tape
        // that would have to keep, or compute again, every block of similarities.
        var linear = (Full(anchors) * gradient).sum();
        return (linear - linear.detach() + loss).MoveToOuterDisposeScope();
    }

    /// <summary>Eq. (3): which pixels of <paramref name="from"/> are pulled towards <paramref name="to"/>, bool [n].</summary>
    /// <param name="from">The view that moves.</param>
    /// <param name="to">The view that is moved to.</param>
    /// <param name="threshold">gamma, 0 to 1.</param>
    /// <remarks>Both comparisons are strict: of two equally confident views neither moves.</remarks>
    public static Tensor Mask(ContrastView from, ContrastView to, double threshold)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        return to.Confidence.gt(from.Confidence).logical_and(to.Confidence > threshold).MoveToOuterDisposeScope();
    }

    // Sum over the anchors of their losses, and the gradient of that sum with respect to each anchor.
    private static (Tensor Loss, Tensor Gradient) InBlocks(
        Tensor anchors, Tensor positives, Tensor labels, ContrastBank bank, DirectionalContrastOptions options)
    {
        var rows = anchors.shape[0];
        var total = zeros([], dtype: anchors.dtype, device: anchors.device);
        var gradients = new List<Tensor>();
        for (long row = 0; row < rows; row += options.RowBlock)
        {
            using var scope = NewDisposeScope();
            var length = Math.Min(options.RowBlock, rows - row);
            var (loss, gradient) = OfRows(
                anchors.narrow(0, row, length), positives.narrow(0, row, length), labels.narrow(0, row, length), bank, options);
            total.add_(loss.sum());
            gradients.Add(gradient.MoveToOuterDisposeScope());
        }
        return (total, cat(gradients, dim: 0));
    }

    // With s = a.p / tau for the positive and s_k = a.n_k / tau for the negatives: loss = log(e^s + sum e^s_k) - s,
    // d loss / d a = ( (q - 1) p + sum q_k n_k ) / tau, q = e^s / (e^s + sum e^s_k) and q_k alike.
    private static (Tensor Loss, Tensor Gradient) OfRows(
        Tensor anchors, Tensor positives, Tensor labels, ContrastBank bank, DirectionalContrastOptions options)
    {
        var tau = options.Temperature;
        var similarity = (anchors * positives).sum(dim: 1) / tau;
        var most = similarity.clone();
        var sum = zeros_like(similarity);
        var mean = zeros_like(anchors);
        for (long column = 0; column < bank.Features.shape[0]; column += options.ColumnBlock)
        {
            using var scope = NewDisposeScope();
            var length = Math.Min(options.ColumnBlock, bank.Features.shape[0] - column);
            var features = bank.Features.narrow(0, column, length);
            var theirs = bank.Labels.narrow(0, column, length).unsqueeze(0);
            var scores = anchors.mm(features.t()).div_(tau);
            scores.masked_fill_(theirs.eq(labels.unsqueeze(1)).logical_or(theirs < 0), double.NegativeInfinity);
            var (blockMost, _) = scores.max(dim: 1);
            var next = maximum(most, blockMost);
            var shrink = (most - next).exp_();
            scores.sub_(next.unsqueeze(1)).exp_();
            sum.mul_(shrink).add_(scores.sum(dim: 1));
            mean.mul_(shrink.unsqueeze(1)).add_(scores.mm(features));
            most.copy_(next);
        }
        var positive = (similarity - most).exp();
        if (options.Fidelity == Fidelity.ReleasedCode)
        {
            var all = positive + sum + 1e-8;
            var quotient = positive / all;
            var slope = quotient / (quotient + 1e-8);
            var away = (positives * positive.unsqueeze(1) + mean) / all.unsqueeze(1);
            return (-(quotient + 1e-8).log(), (away - positives) * (slope / tau).unsqueeze(1));
        }
        var whole = positive + sum;
        var weighted = (positives * positive.unsqueeze(1) + mean) / whole.unsqueeze(1);
        return (whole.log() + most - similarity, (weighted - positives) / tau);
    }

    // Half precision has neither the range of e^10 nor the digits of a sum over a bank.
    private static Tensor Full(Tensor values) => values.dtype is ScalarType.Float16 or ScalarType.BFloat16 ? values.to(ScalarType.Float32) : values;

    private static void Check(ContrastView from, ContrastView to, ContrastBank bank)
    {
        from.Check(nameof(from));
        to.Check(nameof(to));
        bank.Check(nameof(bank));
        if (!from.Features.shape.SequenceEqual(to.Features.shape))
            throw new ArgumentException($"{nameof(to)}: expected the features' shape of {nameof(from)}, [{string.Join(", ", from.Features.shape)}], got [{string.Join(", ", to.Features.shape)}]");
        if (bank.Features.shape[1] != from.Features.shape[1])
            throw new ArgumentException($"{nameof(bank)}: expected features of length {from.Features.shape[1]}, got {bank.Features.shape[1]}");
    }
}
