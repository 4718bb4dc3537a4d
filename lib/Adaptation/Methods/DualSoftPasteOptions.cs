using Research.Adaptation.Data;
using Research.Adaptation.Losses;
using Research.Adaptation.Mixing;

namespace Research.Adaptation.Methods;

/// <summary>Settings of <see cref="DualSoftPaste"/>; the defaults are the published ones for GTA5.</summary>
public sealed record DualSoftPasteOptions
{
    /// <summary>The baseline: cross entropy on the source batch and nothing else, to the bit.</summary>
    public static DualSoftPasteOptions SourceOnly { get; } = new()
    {
        SourcePasteWeight = 0, TargetWeight = 0, FeatureWeight = 0, PastedFeatureWeight = 0, Onto = PasteOnto.None, Augmentation = StrongAugmentationOptions.None,
    };

    /// <summary>lambda, the share of the pasted picture inside the mask, 0 to 1; 1 is a hard paste.</summary>
    /// <value>0.9, for GTA5; 0.8 for SYNTHIA.</value>
    public double Lambda { get; init; } = 0.9;

    /// <summary>Which pictures are pasted onto.</summary>
    /// <value>Both.</value>
    public PasteOnto Onto { get; init; } = PasteOnto.Both;

    /// <summary>tau, the probability from which a teacher's pixel counts towards the confidence of the batch, 0 to 1.</summary>
    /// <value>0.968.</value>
    public double Threshold { get; init; } = 0.968;

    /// <summary>The largest share of the teacher that stays from step to step, 0 up to (not including) 1.</summary>
    /// <value>0.99.</value>
    public double TeacherDecay { get; init; } = 0.99;

    /// <summary>Weight of L_sm, the loss on the fused source picture; 0 or more.</summary>
    /// <value>1.</value>
    public double SourcePasteWeight { get; init; } = 1;

    /// <summary>Weight of L_u, the loss on the fused target picture; 0 or more.</summary>
    /// <value>1.</value>
    public double TargetWeight { get; init; } = 1;

    /// <summary>Weight of the discrepancy between features averaged over the picture; 0 or more.</summary>
    /// <value>0.005; 0.0001 in the release of July 2021.</value>
    public double FeatureWeight { get; init; } = 0.005;

    /// <summary>Weight of the discrepancy between features averaged under the mask; 0 or more.</summary>
    /// <value>0.005; 0.0001 in the release of July 2021.</value>
    public double PastedFeatureWeight { get; init; } = 0.005;

    /// <summary>Widths of the discrepancy's kernels, an odd number from 1 to 15.</summary>
    /// <value>5.</value>
    public int Kernels { get; init; } = MaximumMeanDiscrepancy.DefaultKernels;

    /// <summary>What changes the fused pictures after pasting.</summary>
    public StrongAugmentationOptions Augmentation { get; init; } = new();

    /// <summary>How the pictures of a batch are normalised; the augmentation works on colours.</summary>
    public Normalisation Normalisation { get; init; } = Normalisation.CaffeBgr;

    /// <summary>Paper: the paper's text. ReleasedCode: what <see cref="Release"/> computes.</summary>
    public Fidelity Fidelity { get; init; } = Fidelity.Paper;

    /// <summary>Which release is meant; read only with <see cref="Fidelity.ReleasedCode"/>.</summary>
    public DualSoftPasteRelease Release { get; init; } = DualSoftPasteRelease.September2021;

    /// <summary>Throws where a field is out of range.</summary>
    /// <exception cref="ArgumentException">Names the field, the value and the range.</exception>
    public void Validate()
    {
        Check(nameof(Lambda), Lambda is >= 0 and <= 1, Lambda, "0 to 1");
        Check(nameof(Threshold), Threshold is >= 0 and <= 1, Threshold, "0 to 1");
        Check(nameof(TeacherDecay), TeacherDecay is >= 0 and < 1, TeacherDecay, "0 up to 1 (not included)");
        foreach (var (field, weight) in new[]
                 {
                     (nameof(SourcePasteWeight), SourcePasteWeight), (nameof(TargetWeight), TargetWeight),
                     (nameof(FeatureWeight), FeatureWeight), (nameof(PastedFeatureWeight), PastedFeatureWeight),
                 })
            Check(field, weight >= 0 && double.IsFinite(weight), weight, "a finite number of 0 or more");
        Check(nameof(Kernels), Kernels is >= 1 and <= 15 && Kernels % 2 == 1, Kernels, "an odd number from 1 to 15");
        Augmentation.Validate();
        Normalisation.Validate();
    }

    private static void Check(string field, bool valid, double value, string expected)
    {
        if (!valid) throw new ArgumentException($"{nameof(DualSoftPasteOptions)}.{field}: expected {expected}, got {value}");
    }
}
