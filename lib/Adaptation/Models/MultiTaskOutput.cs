using static TorchSharp.torch;

namespace Research.Adaptation.Models;

/// <summary>What a <see cref="MultiTaskDeepLab"/> answers for a batch of pictures; all at input size. Null where the network has no such head, or it was not asked for.</summary>
/// <param name="Semantics">S: logits, float [N, C, H, W].</param>
/// <param name="InitialSemantics">S0: logits before the tasks exchange features, same shape.</param>
/// <param name="TargetDepth">D: inverse depth by the target domain's decoder, float [N, 1, H, W].</param>
/// <param name="InitialTargetDepth">D0: the same before the exchange.</param>
/// <param name="SourceDepth">D_src: inverse depth by the source domain's decoder, float [N, 1, H, W].</param>
/// <param name="InitialSourceDepth">D_src,0: the same before the exchange.</param>
public sealed record MultiTaskOutput(
    Tensor Semantics, Tensor? InitialSemantics, Tensor? TargetDepth, Tensor? InitialTargetDepth, Tensor? SourceDepth, Tensor? InitialSourceDepth);
