// Region-wise domain adversarial training on SegNet, from a two-page abstract that no code accompanies (citation:
// lib/Adaptation/Papers/RegionDann/RegionDannPaper.cs): Eq. (1) and the joint objective. Gradient reversal and its schedule: Y. Ganin et
// al., JMLR 17(59), 2016, arXiv 1505.07818. What the abstract leaves open is an option: Papers/RegionDann/Differences.md.
// Notebook: notebooks/01-region-dann.ipynb.

using Research.Adaptation.Data;
using Research.Adaptation.Losses;
using Research.Adaptation.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Methods;

/// <summary>Cross entropy on the source, and domain classifiers that the encoder is trained to confuse: one per region, or one per picture.</summary>
/// <remarks>
/// E = L_y - lambda (1/R) sum over j of (1/2)(E_{x_s} L_d_j + E_{x_t} L_d_j): least for encoder and decoder, greatest for the classifiers.
/// With gradient reversal between encoder and classifiers this is plain descent on L_y + (1/R) sum over j of (...): the sign flips on the
/// way back, and lambda scales what reaches the encoder, not what the classifiers learn from. The decoder sees source pictures only.
/// Pictures [N, 3, H, W], labels [N, H, W] with 255 ignored, features [N, K, h, w], R = h w.
/// </remarks>
public sealed class RegionDann : IAdaptationMethod
{
    private readonly SegNet model;
    private readonly RegionDannOptions options;
    private readonly DomainClassifier classifier;

    /// <summary>The method for a network and pictures of one size.</summary>
    /// <param name="model">The network.</param>
    /// <param name="options">Tap, scope, reduction, lambda.</param>
    /// <param name="height">Rows of the pictures of both domains.</param>
    /// <param name="width">Columns of the pictures of both domains.</param>
    /// <param name="random">The stream for the classifiers' weights.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public RegionDann(SegNet model, RegionDannOptions options, int height, int width, RandomStream random)
    {
        options.Validate();
        if (options.ClassWeights is { } weights && weights.Count != model.ClassCount)
            throw new ArgumentException($"{nameof(options.ClassWeights)}: expected {model.ClassCount} numbers, one per class, got {weights.Count}");
        this.model = model;
        this.options = options;
        var (rows, columns) = SegNet.Cells(options.Tap, height, width);
        classifier = new DomainClassifier(options.Classifier, model.FeatureChannels, rows, columns, random);
        classifier.to(model.Device);
    }

    /// <inheritdoc/>
    public string Name => options.Classifier.Scope switch
    {
        DomainClassifierScope.Region => "region-wise DANN",
        DomainClassifierScope.SharedRegion => "region-wise DANN, shared classifier",
        _ => "DANN",
    };

    /// <summary>The domain classifiers.</summary>
    public DomainClassifier Classifier => classifier;

    /// <inheritdoc/>
    public IReadOnlyList<ParameterGroup> ParameterGroups =>
        [new("classifier", [.. classifier.named_parameters().Select(p => ("classifier." + p.name, p.parameter))], options.ClassifierLearningRateFactor)];

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, nn.Module> Modules => new Dictionary<string, nn.Module> { ["classifier"] = classifier };

    /// <inheritdoc/>
    /// <remarks>With a maximum lambda of 0 the target pictures are not looked at (their forward pass would move running statistics).</remarks>
    public IEnumerable<LossTerm> Step(DomainBatch batch, StepContext step)
    {
        var lambda = options.Reversal.At((double)step.Step / step.TotalSteps);
        if (options.Reversal.Maximum == 0)
        {
            yield return new LossTerm("source", ClassLoss(model.Encode(batch.Source.Images), batch, step));
        }
        else if (options.Statistics == BatchStatistics.Joint)
        {
            yield return JointTerm(batch, lambda, step);
        }
        else
        {
            var source = model.Encode(batch.Source.Images);
            yield return SourceTerm(source, batch, lambda, step);

            var target = model.Encode(batch.Target.Images);
            yield return TargetTerm(target, lambda, step);
        }
    }

    // L_y + (1/2) E_{x_s} L_d
    private LossTerm SourceTerm(SegNetFeatures source, DomainBatch batch, double lambda, StepContext step)
    {
        var classes = ClassLoss(source, batch, step);
        var (domain, recognised) = DomainTerm(source, PictureDomain.Source, lambda, step);
        return new LossTerm("source", classes + 0.5 * domain)
        {
            Parts = [("source.class", classes), ("source.domain", domain), ("source.recognised", recognised)],
        };
    }

    // (1/2) E_{x_t} L_d
    private LossTerm TargetTerm(SegNetFeatures target, double lambda, StepContext step)
    {
        var (domain, recognised) = DomainTerm(target, PictureDomain.Target, lambda, step);
        return new LossTerm("target", 0.5 * domain) { Parts = [("target.domain", domain), ("target.recognised", recognised)] };
    }

    // The same losses after one forward pass of both domains' pictures.
    private LossTerm JointTerm(DomainBatch batch, double lambda, StepContext step)
    {
        var (sources, targets) = (batch.Source.Images.shape[0], batch.Target.Images.shape[0]);
        var both = model.Encode(cat([batch.Source.Images, batch.Target.Images], dim: 0));
        var source = SourceTerm(both.Pictures(0, sources), batch, lambda, step);
        var target = TargetTerm(both.Pictures(sources, targets), lambda, step);
        return new LossTerm("joint", source.Value + target.Value) { Parts = [.. source.Parts, .. target.Parts] };
    }

    // L_y, on source pixels only
    private Tensor ClassLoss(SegNetFeatures source, DomainBatch batch, StepContext step)
    {
        var logits = model.Decode(source).High;
        step.Record("source.logits", () => logits.alias());
        var weights = options.ClassWeights is { } w ? tensor(w.Select(x => (float)x).ToArray(), device: logits.device) : null;
        return CrossEntropy.Of(logits, batch.Source.Labels, weights);
    }

    // (1/R) sum over j of L_d_j (Eq. (1)) behind the reversal, and the share of regions recognised as what they are
    private (Tensor Loss, Tensor Recognised) DomainTerm(SegNetFeatures features, PictureDomain domain, double lambda, StepContext step)
    {
        var logits = classifier.call(GradientReversal.Of(features.At(options.Tap), lambda));
        step.Record(domain == PictureDomain.Source ? "source.domain.logits" : "target.domain.logits", () => logits.alias());
        return (DomainLoss.Of(logits, domain, options.Reduction), DomainLoss.Recognised(logits, domain).mean());
    }
}
