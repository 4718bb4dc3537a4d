// L. Gao, J. Zhang, L. Zhang, D. Tao, "DSP: Dual Soft-Paste for Unsupervised Domain Adaptive Semantic Segmentation", ACM MM 2021,
// arXiv 2107.09600: the same classes, rare ones first, pasted softly onto the source and onto the target picture.

using static TorchSharp.torch;

namespace Research.Adaptation.Mixing;

/// <summary>The dual soft paste: one template, one mask, two pictures to paste it onto.</summary>
public static class DualPaste
{
    /// <summary>Puts the rare classes into the template, then the template onto both pictures.</summary>
    /// <param name="material">Pictures, labels, masks and rare crops.</param>
    /// <param name="lambda">Share of the template inside the mask, 0 to 1; 1 is a hard paste.</param>
    /// <param name="onto">Which of the two pictures are pasted onto; the other stays as it is, with its own labels.</param>
    /// <remarks>
    /// For every rare crop with mask r: x_B = r x_R + (1 - r) x_B, the labels likewise, m = m or r. Then
    /// x_TM = lambda m x_B + (1 - lambda m) x_T, y_TM = m y_B + (1 - m) y', x_SM = lambda m x_B + (1 - lambda m) x_A, y_SM = m y_B + (1 - m) y_A.
    /// Pictures are mixed, labels and weights never are. Every picture of the batch has its own mask.
    /// </remarks>
    public static FusedPictures Of(PasteMaterial material, double lambda, PasteOnto onto = PasteOnto.Both)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var (template, labels, masks) = WithRare(material);
        var none = zeros_like(masks);
        var onSource = onto.HasFlag(PasteOnto.Source) ? masks : none;
        var onTarget = onto.HasFlag(PasteOnto.Target) ? masks : none;
        return new FusedPictures(
            Paste.Soft(onSource, lambda, template, material.Source), Paste.Hard(onSource, labels, material.SourceLabels),
            Paste.Soft(onTarget, lambda, template, material.Target), Paste.Hard(onTarget, labels, material.TargetLabels),
            onTarget.alias(), masks.alias(), template.alias(), labels.alias()).MoveToOuterDisposeScope();
    }

    /// <summary>The template with the rare classes in it, its labels, and the mask united with theirs.</summary>
    /// <param name="material">Template, masks and rare crops.</param>
    public static (Tensor Template, Tensor Labels, Tensor Masks) WithRare(PasteMaterial material)
    {
        using var scope = NewDisposeScope();
        var (template, labels, masks) = (material.Template.alias(), material.TemplateLabels.alias(), material.Masks.alias());
        foreach (var rare in material.Rare)
        {
            template = Paste.Hard(rare.Mask, rare.Images, template);
            labels = Paste.Hard(rare.Mask, rare.Labels, labels);
            masks = masks.logical_or(rare.Mask);
        }
        return (template.MoveToOuterDisposeScope(), labels.MoveToOuterDisposeScope(), masks.MoveToOuterDisposeScope());
    }
}
