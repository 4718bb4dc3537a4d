using static TorchSharp.torch;

namespace Research.Adaptation.Mixing;

/// <summary>What a dual paste is made from; all pictures of one size.</summary>
/// <param name="Source">x_A, the source pictures that are pasted onto, float [N, 3, H, W].</param>
/// <param name="SourceLabels">y_A, int64 [N, H, W].</param>
/// <param name="Target">x_T, the target pictures that are pasted onto, float [N, 3, H, W].</param>
/// <param name="TargetLabels">The teacher's labels of them, int64 [N, H, W].</param>
/// <param name="Template">x_B, other source pictures, what is pasted, float [N, 3, H, W].</param>
/// <param name="TemplateLabels">y_B, int64 [N, H, W].</param>
/// <param name="Masks">m, the classes drawn from y_B, bool [N, H, W].</param>
/// <param name="Rare">Crops with rare classes; none for a paste without long-tail class first sampling.</param>
public sealed record PasteMaterial(
    Tensor Source, Tensor SourceLabels, Tensor Target, Tensor TargetLabels, Tensor Template, Tensor TemplateLabels, Tensor Masks, IReadOnlyList<RarePatch> Rare);
