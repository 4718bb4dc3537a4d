// The dual paste as the two releases of GaoLii/DSP compute it: train_DSP.py and utils/misce.py @8baf66e (20 July 2021), train.py
// @f90a6bb (8 September 2021). What they do differently from the paper's text is numbered in lib/Adaptation/Papers/DualSoftPaste/Differences.md.

using static TorchSharp.torch;

namespace Research.Adaptation.Mixing;

/// <summary>The dual pastes of the released code, slips included: what published numbers may come from.</summary>
public static class ReleasedDualPaste
{
    /// <summary>The release of July 2021.</summary>
    /// <param name="material">Pictures, labels, masks and rare crops.</param>
    /// <param name="lambda">Share of the template inside the mask, 0 to 1.</param>
    /// <param name="onto">Which of the two pictures are pasted onto.</param>
    /// <remarks>
    /// Every picture is pasted with the first picture's mask. That mask is united in place with the rare regions of each picture in turn, so
    /// it grows from picture to picture, and the first picture's weights and both pictures' features see its final state; the weights of
    /// further pictures are their own masks without rare regions. The rare content itself goes into the template only in
    /// full-height columns, see <see cref="Columns"/>.
    /// </remarks>
    public static FusedPictures First(PasteMaterial material, double lambda, PasteOnto onto = PasteOnto.Both)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var (template, labels) = WithColumns(material.Template, material.TemplateLabels, material.Rare);
        var count = (int)material.Masks.shape[0];
        var growing = material.Masks.narrow(0, 0, 1);
        var used = new List<Tensor>();
        for (var i = 0; i < count; i++)
        {
            foreach (var rare in material.Rare) growing = growing.logical_or(rare.Mask.narrow(0, i, 1));
            used.Add(growing);
        }
        var masks = cat(used, dim: 0);
        var weights = count == 1 ? growing.alias() : cat([growing, material.Masks.narrow(0, 1, count - 1)], dim: 0);
        return Fuse(material, template, labels, masks, weights, growing.expand_as(masks).clone(), lambda, onto).MoveToOuterDisposeScope();
    }

    /// <summary>The release of September 2021.</summary>
    /// <param name="material">Pictures, labels and masks; two rare crops of one class, the first for the target, the second for the source.</param>
    /// <param name="lambda">Share of the template inside the mask, 0 to 1.</param>
    /// <param name="onto">Which of the two pictures are pasted onto.</param>
    /// <remarks>
    /// Masks are each picture's own, without rare regions. After the soft paste one rare crop goes hard onto the fused target and another
    /// onto the fused source, in full-height columns (see <see cref="Columns"/>), with their labels; weights and features do not learn of
    /// it, and features of all pictures are compared under the first picture's mask.
    /// </remarks>
    public static FusedPictures Second(PasteMaterial material, double lambda, PasteOnto onto = PasteOnto.Both)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var masks = material.Masks;
        var fused = Fuse(material, material.Template.alias(), material.TemplateLabels.alias(), masks, masks.alias(), masks.narrow(0, 0, 1).expand_as(masks).clone(), lambda, onto);
        if (material.Rare.Count == 0) return fused.MoveToOuterDisposeScope();
        if (onto.HasFlag(PasteOnto.Target))
        {
            var (target, labels) = WithColumns(fused.Target, fused.TargetLabels, material.Rare.Take(1));
            fused = fused with { Target = target, TargetLabels = labels };
        }
        if (onto.HasFlag(PasteOnto.Source))
        {
            var (source, labels) = WithColumns(fused.Source, fused.SourceLabels, material.Rare.Skip(1).Take(1));
            fused = fused with { Source = source, SourceLabels = labels };
        }
        return fused.MoveToOuterDisposeScope();
    }

    /// <summary>The mask that a rare crop is pasted with: its first row, repeated over all rows.</summary>
    /// <param name="mask">Where the rare class is, bool [N, H, W].</param>
    /// <returns>Bool [N, H, W]: full columns below those pixels of row 0 that have the class; mostly nothing.</returns>
    /// <remarks>The released routine expects a leading axis and takes its element 0; given a mask [H, W], that is the first row, which then broadcasts.</remarks>
    public static Tensor Columns(Tensor mask)
    {
        using var scope = NewDisposeScope();
        return mask.narrow(1, 0, 1).expand_as(mask).clone().MoveToOuterDisposeScope();
    }

    private static (Tensor Pictures, Tensor Labels) WithColumns(Tensor pictures, Tensor labels, IEnumerable<RarePatch> patches)
    {
        (pictures, labels) = (pictures.alias(), labels.alias());
        foreach (var rare in patches)
        {
            var columns = Columns(rare.Mask);
            pictures = Paste.Hard(columns, rare.Images, pictures);
            labels = Paste.Hard(columns, rare.Labels, labels);
        }
        return (pictures, labels);
    }

    private static FusedPictures Fuse(
        PasteMaterial m, Tensor template, Tensor labels, Tensor masks, Tensor weights, Tensor compared, double lambda, PasteOnto onto)
    {
        var none = zeros_like(masks);
        var onSource = onto.HasFlag(PasteOnto.Source) ? masks : none;
        var onTarget = onto.HasFlag(PasteOnto.Target) ? masks : none;
        return new FusedPictures(
            Paste.Soft(onSource, lambda, template, m.Source), Paste.Hard(onSource, labels, m.SourceLabels),
            Paste.Soft(onTarget, lambda, template, m.Target), Paste.Hard(onTarget, labels, m.TargetLabels),
            onto.HasFlag(PasteOnto.Target) ? weights : none, compared, template, labels);
    }
}
