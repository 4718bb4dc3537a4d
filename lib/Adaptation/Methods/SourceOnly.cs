// The baseline of every paper here: train on the labelled source domain and hope. Also the first stage of
// M. Chen, H. Xue, D. Cai, ICCV 2019, arXiv 1909.13589, whose adaptation starts from the weights it gives.

using Research.Adaptation.Data;
using Research.Adaptation.Losses;
using Research.Adaptation.Models;

namespace Research.Adaptation.Methods;

/// <summary>Cross entropy on the source domain; the target pictures of a batch are not looked at.</summary>
public sealed class SourceOnly : IAdaptationMethod
{
    private readonly ISegmentationModel model;

    /// <summary>The baseline for a network.</summary>
    public SourceOnly(ISegmentationModel model) => this.model = model;

    /// <inheritdoc/>
    public string Name => "source only";

    /// <inheritdoc/>
    public IEnumerable<LossTerm> Step(DomainBatch batch, StepContext step)
    {
        var source = model.Forward(batch.Source.Images, Heads.HighOnly);
        step.Record("source.logits", () => source.High.alias());
        yield return new LossTerm("source", CrossEntropy.Of(source.High, batch.Source.Labels));
    }
}
