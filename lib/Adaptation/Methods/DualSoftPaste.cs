// L. Gao, J. Zhang, L. Zhang, D. Tao, "DSP: Dual Soft-Paste for Unsupervised Domain Adaptive Semantic Segmentation", ACM MM 2021,
// arXiv 2107.09600. Code facts: GaoLii/DSP @f90a6bb (train.py) and @8baf66e (train_DSP.py, utils/misce.py).
// Differences: lib/Adaptation/Papers/DualSoftPaste/Differences.md. Notebook: notebooks/05-dual-soft-paste.ipynb.

using Research.Adaptation.Losses;
using Research.Adaptation.Mixing;
using Research.Adaptation.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Methods;

/// <summary>Pastes the same source classes softly onto source and target pictures and learns from both, with a mean teacher's labels.</summary>
/// <remarks>
/// L = L_s + w_sm L_sm + w_u L_u + w_f MMD(pool h_TM, pool h_SM) + w_p MMD(pool of lambda m h_TM, pool of lambda m h_SM), with
/// L_s = CE(z(x_A), y_A), L_sm = (1 - lambda) CE(z(x_SM), y_A) + lambda CE(z(x_SM), y_SM),
/// L_u = 1/(N H W) sum_p w_p [lambda CE_p(z(x_TM), y_TM) + (1 - lambda) CE_p(z(x_TM), y')], w_p = 1 on pasted pixels and q elsewhere.
/// z are the student's logits [N, C, H, W], h its projected features [N, K, h, w], y' and q the teacher's labels and their confidence.
/// The student sees x_A, x_SM and x_TM in three passes of their own, so batch statistics belong to one domain at a time.
/// </remarks>
public sealed class DualSoftPaste : ITrainingMethod<PasteBatch>, IDisposable
{
    private readonly IFeatureModel student;
    private readonly IFeatureModel teacher;
    private readonly MeanTeacher follower;
    private readonly DualSoftPasteOptions options;
    private readonly StrongAugmentation augmentation;

    /// <summary>The method for a network.</summary>
    /// <param name="student">The network that is trained.</param>
    /// <param name="teacher">Another network of the same shape, on the same device; its weights become the student's. Disposed with the method.</param>
    /// <param name="options">Settings.</param>
    /// <exception cref="ArgumentException">An option is out of range, or the networks differ in shape.</exception>
    public DualSoftPaste(IFeatureModel student, IFeatureModel teacher, DualSoftPasteOptions options)
    {
        options.Validate();
        this.student = student;
        this.teacher = teacher;
        this.options = options;
        follower = new MeanTeacher(student.Module, teacher.Module, options.TeacherDecay);
        augmentation = new StrongAugmentation(options.Augmentation, options.Normalisation);
    }

    /// <inheritdoc/>
    public string Name => "dual soft paste";

    /// <summary>The teacher.</summary>
    public ISegmentationModel Teacher => teacher;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, nn.Module> Modules => new Dictionary<string, nn.Module> { ["teacher"] = teacher.Module };

    // What only the fused pictures need; with all four weights 0 they are not made, and a step is the source-only one to the bit.
    private bool ComparesFeatures => options.FeatureWeight > 0 || options.PastedFeatureWeight > 0;

    private bool NeedsSource => options.SourcePasteWeight > 0 || ComparesFeatures;

    private bool NeedsTarget => options.TargetWeight > 0 || ComparesFeatures;

    private bool Released => options.Fidelity == Fidelity.ReleasedCode;

    /// <inheritdoc/>
    public IEnumerable<LossTerm> Step(PasteBatch batch, StepContext step)
    {
        var source = student.Forward(batch.Source.Images, Heads.HighOnly).High;
        step.Record("source.logits", () => source.alias());
        yield return new LossTerm("source", CrossEntropy.Of(source, batch.Source.Labels));
        if (!NeedsSource && !NeedsTarget) yield break;

        var pseudo = AskTeacher(batch.Target.Images);
        var fused = Fuse(batch, pseudo, step);
        // The features of both domains meet in one loss, so their graphs live together; without that loss each goes as soon as it can.
        if (ComparesFeatures)
        {
            yield return FusedTerm(fused, batch, pseudo, step);
            yield break;
        }
        if (NeedsSource) yield return SourceTerm(student.Forward(fused.Source, Heads.HighOnly).High, fused, batch);
        if (NeedsTarget) yield return TargetTerm(student.Forward(fused.Target, Heads.HighOnly).High, fused, pseudo, step);
    }

    /// <inheritdoc/>
    public void AfterStep(StepContext step) => follower.Update(step.Step);

    /// <summary>Frees the teacher.</summary>
    public void Dispose() => teacher.Dispose();

    // The teacher sees the clean target pictures, normalised by their own batch: it stays in training mode, as released.
    private PseudoLabels AskTeacher(Tensor images)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        teacher.Module.train();
        var pseudo = PseudoLabels.Of(teacher.Forward(images, Heads.HighOnly).High, options.Threshold);
        foreach (var part in new[] { pseudo.Labels, pseudo.Confidence, pseudo.Sureness }) part.MoveToOuterDisposeScope();
        return pseudo;
    }

    // Masks, paste, then colour and blur on both fused pictures: gates drawn once, strengths for each picture.
    private FusedPictures Fuse(PasteBatch batch, PseudoLabels pseudo, StepContext step)
    {
        var masks = ClassMix.Masks(batch.Template.Labels, step.Random.Split("classes"), options.Fidelity);
        var material = new PasteMaterial(
            batch.Source.Images, batch.Source.Labels, batch.Target.Images, pseudo.Labels, batch.Template.Images, batch.Template.Labels, masks, batch.Rare);
        var pasted = (Released, options.Release) switch
        {
            (false, _) => DualPaste.Of(material, options.Lambda, options.Onto),
            (_, DualSoftPasteRelease.July2021) => ReleasedDualPaste.First(material, options.Lambda, options.Onto),
            _ => ReleasedDualPaste.Second(material, options.Lambda, options.Onto),
        };
        var gates = augmentation.DrawGates(step.Random.Split("gates"));
        var fused = pasted with
        {
            Source = augmentation.Apply(pasted.Source, gates, step.Random.Split("source changes")),
            Target = augmentation.Apply(pasted.Target, gates, step.Random.Split("target changes")),
        };
        Show(fused, pasted, pseudo, step);
        return fused;
    }

    private LossTerm FusedTerm(FusedPictures fused, PasteBatch batch, PseudoLabels pseudo, StepContext step)
    {
        var (sourceLogits, sourceFeatures) = student.ForwardWithFeatures(fused.Source);
        var (targetLogits, targetFeatures) = student.ForwardWithFeatures(fused.Target);
        var (source, target) = (SourceTerm(sourceLogits, fused, batch), TargetTerm(targetLogits, fused, pseudo, step));
        var whole = MaximumMeanDiscrepancy.Of(FeaturePooling.Mean(targetFeatures), FeaturePooling.Mean(sourceFeatures), options.Kernels);
        // A soft mask scales both sets alike; the release of July 2021 leaves it out.
        var softness = Released && options.Release == DualSoftPasteRelease.July2021 ? 1 : options.Lambda;
        var pasted = MaximumMeanDiscrepancy.Of(
            softness * FeaturePooling.Masked(targetFeatures, fused.Compared), softness * FeaturePooling.Masked(sourceFeatures, fused.Compared), options.Kernels);
        var value = source.Value + target.Value + options.FeatureWeight * whole + options.PastedFeatureWeight * pasted;
        return new LossTerm("fused", value)
        {
            Parts = [.. source.Parts, .. target.Parts, ("features.whole", whole), ("features.pasted", pasted)],
        };
    }

    // w_sm L_sm
    private LossTerm SourceTerm(Tensor logits, FusedPictures fused, PasteBatch batch)
    {
        var over = Released && options.Release == DualSoftPasteRelease.July2021 ? AveragedOver.AllPixels : AveragedOver.LabelledPixels;
        var loss = SoftPasteLoss.Source(logits, batch.Source.Labels, fused.SourceLabels, options.Lambda, over);
        return new LossTerm("fused.source", options.SourcePasteWeight * loss) { Parts = [("source.pasted", loss)] };
    }

    // w_u L_u
    private LossTerm TargetTerm(Tensor logits, FusedPictures fused, PseudoLabels pseudo, StepContext step)
    {
        step.Record("target.fused.logits", () => logits.alias());
        var loss = SoftPasteLoss.Target(logits, pseudo.Labels, fused.TargetLabels, pseudo.Weights(fused.Pasted), options.Lambda, options.Fidelity);
        return new LossTerm("fused.target", options.TargetWeight * loss) { Parts = [("target.pasted", loss), ("teacher.confidence", pseudo.Confidence)] };
    }

    private static void Show(FusedPictures fused, FusedPictures pasted, PseudoLabels pseudo, StepContext step)
    {
        step.Record("teacher.labels", () => pseudo.Labels.alias());
        step.Record("teacher.sureness", () => pseudo.Sureness.alias());
        step.Record("template", () => pasted.Template.alias());
        step.Record("template.labels", () => pasted.TemplateLabels.alias());
        step.Record("mask", () => pasted.Compared.alias());
        step.Record("source.pasted", () => pasted.Source.alias());
        step.Record("source.pasted.labels", () => pasted.SourceLabels.alias());
        step.Record("target.pasted", () => pasted.Target.alias());
        step.Record("target.pasted.labels", () => pasted.TargetLabels.alias());
        step.Record("target.weights", () => pseudo.Weights(pasted.Pasted));
        step.Record("source.changed", () => fused.Source.alias());
        step.Record("target.changed", () => fused.Target.alias());
    }
}
