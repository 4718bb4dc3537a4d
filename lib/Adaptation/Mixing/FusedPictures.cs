using static TorchSharp.torch;

namespace Research.Adaptation.Mixing;

/// <summary>The two intermediate domains that a dual paste makes, with their labels.</summary>
/// <param name="Source">x_SM, fused source pictures, float [N, 3, H, W].</param>
/// <param name="SourceLabels">y_SM, int64 [N, H, W].</param>
/// <param name="Target">x_TM, fused target pictures, float [N, 3, H, W].</param>
/// <param name="TargetLabels">y_TM, int64 [N, H, W]: pasted labels, the teacher's elsewhere.</param>
/// <param name="Pasted">Pixels of the fused target that count as pasted (weight 1), bool [N, H, W].</param>
/// <param name="Compared">Pixels whose features are compared between the two domains, bool [N, H, W].</param>
/// <param name="Template">What was pasted, rare classes included, float [N, 3, H, W].</param>
/// <param name="TemplateLabels">Its labels, int64 [N, H, W].</param>
public sealed record FusedPictures(
    Tensor Source, Tensor SourceLabels, Tensor Target, Tensor TargetLabels, Tensor Pasted, Tensor Compared, Tensor Template, Tensor TemplateLabels)
{
    /// <summary>Hands all tensors to the surrounding dispose scope.</summary>
    internal FusedPictures MoveToOuterDisposeScope()
    {
        foreach (var t in new[] { Source, SourceLabels, Target, TargetLabels, Pasted, Compared, Template, TemplateLabels })
            t.MoveToOuterDisposeScope();
        return this;
    }
}
