// M. Chen, H. Xue, D. Cai, "Domain Adaptation for Semantic Segmentation with Maximum Squares Loss", ICCV 2019,
// arXiv 1909.13589: Section 3.2 (maximum squares loss), 3.3 (image-wise class balance), 3.4 (multi-level self-guidance).
// Code facts: ZJULearning/MaxSquareLoss @2fbc18f, tools/solve_gta5.py. Differences: lib/Adaptation/Papers/MaximumSquares/Differences.md.
// Notebook: notebooks/03-maximum-squares.ipynb.

using Research.Adaptation.Data;
using Research.Adaptation.Losses;
using Research.Adaptation.Models;
using static TorchSharp.torch;

namespace Research.Adaptation.Methods;

/// <summary>Cross entropy on the source domain plus maximum squares on the target domain, optionally balanced and guided.</summary>
/// <remarks>
/// L = CE(z_s^high, y_s) + lambda_seg CE(z_s^low, y_s) + lambda_T [ L_T(z_t^high) + lambda_seg CE(z_t^low, y_hat) ],
/// the lambda_seg terms only with multi-level guidance. z are logits [N, C, H, W], y labels [N, H, W] with 255 ignored,
/// y_hat the labels both heads produce (<see cref="Guidance.PseudoLabels"/>). Training starts from source-trained weights.
/// Source and target pass through the network separately: batch statistics belong to one domain at a time.
/// </remarks>
public sealed class MaximumSquaresAdaptation : IAdaptationMethod
{
    private readonly ISegmentationModel model;
    private readonly MaximumSquaresOptions options;
    private readonly Heads heads;

    /// <summary>The method for a network; multi-level guidance needs one with a low head.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public MaximumSquaresAdaptation(ISegmentationModel model, MaximumSquaresOptions options)
    {
        options.Validate();
        this.model = model;
        this.options = options;
        heads = options.MultiLevel ? Heads.Both : Heads.HighOnly;
    }

    /// <inheritdoc/>
    public string Name => "maximum squares"
        + (options.ImageWiseAlpha is null ? "" : " + image-wise") + (options.MultiLevel ? " + multi-level" : "");

    /// <inheritdoc/>
    /// <remarks>With lambda_T = 0 the target pictures are not looked at (their forward pass would move running statistics).</remarks>
    public IEnumerable<LossTerm> Step(DomainBatch batch, StepContext step)
    {
        var source = model.Forward(batch.Source.Images, heads);
        step.Record("source.logits", () => source.High.alias());
        yield return SourceTerm(source, batch.Source.Labels);

        if (options.TargetWeight == 0) yield break;
        var target = model.Forward(batch.Target.Images, heads);
        step.Record("target.logits", () => target.High.alias());
        yield return options.MultiLevel ? GuidedTerm(target, step) : TargetTerm(target.High, step);
    }

    // CE(z_s^high, y_s) + lambda_seg CE(z_s^low, y_s)
    private LossTerm SourceTerm(SegmentationOutput source, Tensor labels)
    {
        var high = CrossEntropy.Of(source.High, labels);
        if (!options.MultiLevel) return new LossTerm("source", high);
        var low = CrossEntropy.Of(LowLogits(source), labels);
        return new LossTerm("source", high + options.LowWeight * low) { Parts = [("source.high", high), ("source.low", low)] };
    }

    // lambda_T L_T(z_t^high)
    private LossTerm TargetTerm(Tensor logits, StepContext step)
    {
        var squares = SquaresLoss(logits, step);
        return new LossTerm("target", options.FormulaWeight(model.ClassCount) * squares) { Parts = [("target.squares", squares)] };
    }

    // lambda_T [ L_T(z_t^high) + lambda_seg CE(z_t^low, y_hat) ]. The cross entropy has no 1/C in either form, so its lambda_T is
    // never rescaled.
    private LossTerm GuidedTerm(SegmentationOutput target, StepContext step)
    {
        var squares = SquaresLoss(target.High, step);
        var low = LowLogits(target);
        var guidance = Guidance.PseudoLabels(target.High, low, options.Delta);
        step.Record("target.low.logits", () => low.alias());
        step.Record("target.guidance", () => guidance.alias());
        var guided = CrossEntropy.Of(low, guidance);
        var value = options.FormulaWeight(model.ClassCount) * squares + options.TargetWeight * options.LowWeight * guided;
        return new LossTerm("target", value) { Parts = [("target.squares", squares), ("target.guided", guided)] };
    }

    // Eq. (1), or its image-wise balanced form.
    private Tensor SquaresLoss(Tensor logits, StepContext step)
    {
        if (options.ImageWiseAlpha is not { } alpha)
            return MaximumSquares.Of(logits, options.Fidelity);
        step.Record("target.weights", () => MaximumSquares.PixelWeights(logits, alpha));
        return MaximumSquares.ImageWise(logits, alpha, options.Fidelity);
    }

    private static Tensor LowLogits(SegmentationOutput output) =>
        output.Low ?? throw new InvalidOperationException("multi-level guidance needs a network with a low head; this one returned none");
}
