// Q. Wang, D. Dai, L. Hoyer, L. Van Gool, O. Fink, "Domain Adaptive Semantic Segmentation with Self-Supervised Depth Estimation" (CorDA), ICCV 2021,
// arXiv 2104.13613: task feature correlation (in the network), adaptation difficulty, on the base of W. Tranheden et al., "DACS", WACV 2021,
// arXiv 2007.08702. Code facts: qinenergy/corda @2904cc6, trainUDA_gta.py, trainUDA_synthia.py. Differences: lib/Adaptation/Papers/CorDA/Differences.md.
// Notebook: notebooks/04-corda.ipynb.

using Research.Adaptation.Data;
using Research.Adaptation.Losses;
using Research.Adaptation.Mixing;
using Research.Adaptation.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Methods;

/// <summary>Class mixing with a mean teacher, depth as a second task in both domains, pseudo-labels weighted by where the depth decoders agree.</summary>
/// <remarks>
/// L = CE(S, y_s) + CE(S0, y_s) + lambda_s [B(D_src, d_s) + B(D_src,0, d_s)] on source pictures x_s, and on mixed pictures x_m
/// lambda_u [L_u(S) + L_u(S0)] + lambda_m [B(d^, d_m) + B(d^_0, d_m)], with
/// x_m = m x_s + (1 - m) x_t, y_m and d_m alike (m: half of the classes of y_s; y^ the teacher's labels for x_t), d^ = m D_src(x_m) + (1 - m) D(x_m),
/// L_u = (1/BHW) sum over p of W_p CE_p(S(x_m), y_m), W of <see cref="AdaptationDifficulty"/> (without difficulty: 1 on source pixels, q on target pixels).
/// Terms with index 0 exist in networks with exchange. B is <see cref="BerHu"/>. Shapes: N pictures of each domain; inverse depth [N, 1, H, W].
/// </remarks>
public sealed class CorDAAdaptation : ITrainingMethod<DepthDomainBatch>, IDisposable
{
    private readonly MultiTaskDeepLab model;
    private readonly MultiTaskDeepLab? teacherNetwork;
    private readonly MeanTeacher? teacher;
    private readonly CorDAOptions options;
    private readonly StrongAugmentation augmentation;

    /// <summary>The method for a network.</summary>
    /// <param name="model">The student.</param>
    /// <param name="newNetwork">Makes a network of the student's shape, for the teacher; taken over and disposed by the method.</param>
    /// <param name="options">Which parts are on, and how strongly.</param>
    /// <param name="normalisation">That of the batches' pictures; colour jitter needs it.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public CorDAAdaptation(MultiTaskDeepLab model, Func<MultiTaskDeepLab> newNetwork, CorDAOptions options, Normalisation normalisation)
    {
        options.Validate();
        this.model = model;
        this.options = options;
        augmentation = new StrongAugmentation(options.Augmentation, normalisation);
        if (options.MixWeight == 0) return;
        teacherNetwork = newNetwork();
        teacher = new MeanTeacher(model, teacherNetwork, options.TeacherDecay);
    }

    /// <inheritdoc/>
    public string Name => !options.UsesDepth ? "DACS"
        : "DACS + depth" + (model.Options.Exchange ? " + task feature correlation" : "") + (options.DifficultyWeighting ? " + adaptation difficulty" : "");

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, nn.Module> Modules =>
        teacher is null ? new Dictionary<string, nn.Module>() : new() { ["teacher"] = teacher.Module };

    /// <inheritdoc/>
    /// <remarks>With lambda_u = 0 the target pictures are not looked at (their forward pass would move running statistics).</remarks>
    public IEnumerable<LossTerm> Step(DepthDomainBatch batch, StepContext step)
    {
        yield return SourceTerm(batch, step);
        if (teacher is null) yield break;
        var pseudo = PredictPseudoLabels(batch.Target.Images, step);
        var mix = Mix(batch, pseudo, step);
        yield return MixTerm(mix, step);
    }

    /// <inheritdoc/>
    public void AfterStep(StepContext step) => teacher?.Update(step.Step);

    /// <summary>Frees the teacher.</summary>
    public void Dispose() => teacherNetwork?.Dispose();

    // CE(S, y_s) + CE(S0, y_s) + lambda_s [B(D_src, d_s) + B(D_src,0, d_s)]
    private LossTerm SourceTerm(DepthDomainBatch batch, StepContext step)
    {
        var depth = options.SourceDepthWeight > 0;
        var output = model.Forward(batch.Source.Images, Initial | (depth ? MultiTaskHeads.SourceDepth : MultiTaskHeads.Semantics));
        step.Record("source.logits", () => output.Semantics.alias());
        var semantics = CrossEntropy.Of(output.Semantics, batch.Source.Labels);
        if (output.InitialSemantics is { } early) semantics += CrossEntropy.Of(early, batch.Source.Labels);
        if (!depth) return new LossTerm("source", semantics);
        step.Record("source.depth", () => output.SourceDepth!.alias());
        var regression = BerHu.Of(output.SourceDepth!, batch.SourceDepth);
        if (output.InitialSourceDepth is { } earlyDepth) regression += BerHu.Of(earlyDepth, batch.SourceDepth);
        return new LossTerm("source", semantics + options.SourceDepthWeight * regression)
        {
            Parts = [("source.semantics", semantics), ("source.depth", regression)],
        };
    }

    // y^ and q. In its first steps the GTA5 variant takes the teacher's initial head.
    private PseudoLabels PredictPseudoLabels(Tensor images, StepContext step)
    {
        using var noGrad = no_grad();
        var early = model.Options.Exchange && step.Step < options.InitialLabelSteps;
        var output = teacherNetwork!.Forward(images, early ? Heads.Both : Heads.HighOnly);
        var pseudo = PseudoLabels.Of(early ? output.Low! : output.High, options.Threshold);
        step.Record("target.pseudo.labels", () => pseudo.Labels.alias());
        step.Record("target.sureness", () => pseudo.Sureness.alias());
        return pseudo;
    }

    // x_m = m x_s + (1 - m) x_t; labels and depth alike; then colour jitter and blur of the picture alone.
    private Mixture Mix(DepthDomainBatch batch, PseudoLabels pseudo, StepContext step)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var random = step.Random.Split("mix");
        var mask = ClassMix.Masks(batch.Source.Labels, random, options.Fidelity);
        var pasted = Paste.Hard(mask, batch.Source.Images, batch.Target.Images);
        var images = augmentation.Apply(pasted, augmentation.DrawGates(random.Split("gates")), random.Split("strengths"));
        var labels = Paste.Hard(mask, batch.Source.Labels, pseudo.Labels);
        var depth = Paste.Hard(mask, batch.SourceDepth, batch.TargetDepth);
        var confidence = pseudo.Weights(mask);
        step.Record("mix.mask", () => mask.alias().MoveToOuterDisposeScope());
        step.Record("mix.images", () => images.alias().MoveToOuterDisposeScope());
        step.Record("mix.labels", () => labels.alias().MoveToOuterDisposeScope());
        step.Record("mix.depth", () => depth.alias().MoveToOuterDisposeScope());
        return new Mixture(mask.MoveToOuterDisposeScope(), images.MoveToOuterDisposeScope(), labels.MoveToOuterDisposeScope(),
            depth.MoveToOuterDisposeScope(), confidence.MoveToOuterDisposeScope());
    }

    // lambda_u [L_u(S) + L_u(S0)] + lambda_m [B(d^, d_m) + B(d^_0, d_m)]
    private LossTerm MixTerm(Mixture mix, StepContext step)
    {
        var depth = options.MixDepthWeight > 0;
        var output = model.Forward(mix.Images, Initial | (depth ? MultiTaskHeads.SourceDepth | MultiTaskHeads.TargetDepth : MultiTaskHeads.Semantics));
        var weights = PixelWeights(output, mix, step);
        step.Record("mix.logits", () => output.Semantics.alias());
        step.Record("mix.weights", () => weights.alias());
        var semantics = WeightedCrossEntropy.Of(output.Semantics, mix.Labels, weights);
        if (output.InitialSemantics is { } early) semantics += WeightedCrossEntropy.Of(early, mix.Labels, weights);
        var value = options.MixWeight * semantics;
        if (!depth) return new LossTerm("mix", value) { Parts = [("mix.semantics", semantics)] };

        var regression = BerHu.Of(Composed(output.SourceDepth!, output.TargetDepth!, mix.Mask), mix.Depth);
        if (output.InitialSourceDepth is not null)
            regression += BerHu.Of(Composed(output.InitialSourceDepth, output.InitialTargetDepth!, mix.Mask), mix.Depth);
        return new LossTerm("mix", value + options.MixDepthWeight * regression)
        {
            Parts = [("mix.semantics", semantics), ("mix.depth", regression)],
        };
    }

    // W: confidence, times normalised difficulty where it is on.
    private Tensor PixelWeights(MultiTaskOutput output, Mixture mix, StepContext step)
    {
        if (!options.DifficultyWeighting) return mix.Confidence;
        var (source, target) = (output.SourceDepth!, output.TargetDepth!);
        step.Record("mix.depth.source", () => source.alias());
        step.Record("mix.depth.target", () => target.alias());
        var difficulty = AdaptationDifficulty.Weights(source, target, mix.Depth);
        step.Record("mix.difficulty", () => difficulty.alias());
        return AdaptationDifficulty.PixelWeights(mix.Confidence, difficulty, options.Fidelity);
    }

    // d^ = m D_src + (1 - m) D: each pixel's depth comes from the decoder of the domain it was taken from.
    private static Tensor Composed(Tensor source, Tensor target, Tensor mask) => where(mask.unsqueeze(1), source, target);

    private MultiTaskHeads Initial => model.Options.Exchange ? MultiTaskHeads.Initial : MultiTaskHeads.Semantics;

    /// <summary>A mixed batch: what was pasted, pictures [N, 3, H, W], labels [N, H, W], inverse depth [N, 1, H, W], w [N, H, W].</summary>
    private sealed record Mixture(Tensor Mask, Tensor Images, Tensor Labels, Tensor Depth, Tensor Confidence);
}
