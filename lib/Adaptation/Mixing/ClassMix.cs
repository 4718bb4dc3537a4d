// ClassMix: V. Olsson, W. Tranheden, J. Pinto, L. Svensson, "ClassMix: Segmentation-Based Data Augmentation for Semi-Supervised
// Learning", WACV 2021, arXiv 2007.07936, Section 3.1; as used by L. Gao, J. Zhang, L. Zhang, D. Tao, "DSP: Dual Soft-Paste for
// Unsupervised Domain Adaptive Semantic Segmentation", ACM MM 2021, arXiv 2107.09600 (GaoLii/DSP @f90a6bb), and by CorDA.

using Research.Adaptation.Training;
using static TorchSharp.torch;

namespace Research.Adaptation.Mixing;

/// <summary>Masks that keep a random half of the classes of a label map: which pixels of one picture go onto another.</summary>
public static class ClassMix
{
    /// <summary>The label of pixels without a class.</summary>
    public const long Void = 255;

    /// <summary>Draws half of the classes of one label map, rounded up, without replacement.</summary>
    /// <param name="labels">Labels of one picture, int64 [H, W], 0 to 254, or 255 for none.</param>
    /// <param name="random">The stream; how much is drawn from it depends on the number of classes.</param>
    /// <param name="fidelity">Paper: only classes are drawn. ReleasedCode: 255 counts as one, so that void may be pasted.</param>
    /// <returns>ceil(n / 2) of the n classes present, ascending; empty where there is none.</returns>
    /// <exception cref="ArgumentException">Not int64 [H, W], or a label above 255.</exception>
    public static IReadOnlyList<long> Draw(Tensor labels, RandomStream random, Fidelity fidelity = Fidelity.Paper)
    {
        MixingArguments.CheckLabelMap(labels);
        var present = Present(labels);
        if (fidelity == Fidelity.Paper) present.Remove(Void);
        random.Shuffle<long>(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(present));
        return [.. present.Take((present.Count + 1) / 2).Order()];
    }

    /// <summary>The pixels whose label is one of the given ones.</summary>
    /// <param name="labels">Labels, int64, any shape.</param>
    /// <param name="classes">The labels that count.</param>
    /// <returns>Bool, the shape of <paramref name="labels"/>.</returns>
    public static Tensor Of(Tensor labels, IReadOnlyCollection<long> classes)
    {
        using var scope = NewDisposeScope();
        var mask = zeros_like(labels, dtype: ScalarType.Bool);
        foreach (var id in classes) mask.logical_or_(labels.eq(id));
        return mask.MoveToOuterDisposeScope();
    }

    /// <summary>The mask of one picture: 1 on a random half of its classes.</summary>
    /// <param name="labels">Labels of one picture, int64 [H, W], 0 to 254, or 255 for none.</param>
    /// <param name="random">The stream.</param>
    /// <param name="fidelity">Whether 255 may be drawn, see <see cref="Draw"/>.</param>
    /// <returns>Bool [H, W].</returns>
    /// <remarks>Section 3.1 of arXiv 2007.07936: m_p = 1 where y_p is in a subset of ceil(n / 2) of the n classes of y.</remarks>
    /// <exception cref="ArgumentException">Not int64 [H, W], or a label above 255.</exception>
    public static Tensor Mask(Tensor labels, RandomStream random, Fidelity fidelity = Fidelity.Paper) =>
        Of(labels, Draw(labels, random, fidelity));

    /// <summary>The masks of a batch: every picture draws its own classes from its own stream.</summary>
    /// <param name="labels">Labels, int64 [N, H, W], 0 to 254, or 255 for none.</param>
    /// <param name="random">The stream; picture i draws from its i-th branch, so a picture's mask does not depend on the others.</param>
    /// <param name="fidelity">Whether 255 may be drawn, see <see cref="Draw"/>.</param>
    /// <returns>Bool [N, H, W].</returns>
    /// <exception cref="ArgumentException">Not int64 [N, H, W], or a label above 255.</exception>
    public static Tensor Masks(Tensor labels, RandomStream random, Fidelity fidelity = Fidelity.Paper)
    {
        MixingArguments.CheckLabelBatch(labels);
        using var scope = NewDisposeScope();
        var masks = Enumerable.Range(0, (int)labels.shape[0]).Select(i => Mask(labels[i], random.Split("class mix", Replicas.Place(i, labels.shape[0])), fidelity)).ToArray();
        return stack(masks, dim: 0).MoveToOuterDisposeScope();
    }

    // The labels that occur, ascending. Counting on the labels' device moves 256 numbers instead of a picture.
    private static List<long> Present(Tensor labels)
    {
        using var scope = NewDisposeScope();
        var flat = labels.flatten();
        var counts = flat.bincount(null, Void + 1).cpu().data<long>().ToArray();
        if (counts.Length > Void + 1)
            throw new ArgumentException($"labels: expected 0 to {Void}, got {counts.Length - 1}");
        return [.. Enumerable.Range(0, counts.Length).Where(i => counts[i] > 0).Select(i => (long)i)];
    }
}
