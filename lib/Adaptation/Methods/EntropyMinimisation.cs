// MinEnt, the baseline of M. Chen, H. Xue, D. Cai, "Domain Adaptation for Semantic Segmentation with Maximum Squares Loss",
// ICCV 2019, arXiv 1909.13589, Section 3.1: entropy of the prediction as the loss on unlabelled target pictures.
// Code facts: ZJULearning/MaxSquareLoss @2fbc18f, tools/solve_gta5.py, mode "entropy". Notebook: notebooks/03-maximum-squares.ipynb.

using Research.Adaptation.Data;
using Research.Adaptation.Losses;
using Research.Adaptation.Models;

namespace Research.Adaptation.Methods;

/// <summary>Cross entropy on the source domain plus the entropy of the predictions on the target domain.</summary>
/// <remarks>L = CE(x_s, y_s) + lambda_T H(x_t). Two forward passes, so that each domain has its own batch statistics.</remarks>
public sealed class EntropyMinimisation : IAdaptationMethod
{
    private readonly ISegmentationModel model;
    private readonly EntropyMinimisationOptions options;

    /// <summary>The baseline for a network.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public EntropyMinimisation(ISegmentationModel model, EntropyMinimisationOptions options)
    {
        options.Validate();
        this.model = model;
        this.options = options;
    }

    /// <inheritdoc/>
    public string Name => "entropy minimisation";

    /// <inheritdoc/>
    /// <remarks>With weight 0 the target pictures are not looked at (their forward pass would move running statistics): source only.</remarks>
    public IEnumerable<LossTerm> Step(DomainBatch batch, StepContext step)
    {
        var source = model.Forward(batch.Source.Images, Heads.HighOnly);
        step.Record("source.logits", () => source.High.alias());
        yield return new LossTerm("source", CrossEntropy.Of(source.High, batch.Source.Labels));

        if (options.TargetWeight == 0) yield break;
        var target = model.Forward(batch.Target.Images, Heads.HighOnly);
        step.Record("target.logits", () => target.High.alias());
        var entropy = Entropy.Of(target.High, options.Fidelity);
        yield return new LossTerm("target", options.FormulaWeight(model.ClassCount) * entropy) { Parts = [("target.entropy", entropy)] };
    }
}
