using Research.Adaptation.Mixing;

namespace Research.Adaptation.Methods;

/// <summary>Settings of <see cref="CorDAAdaptation"/>; the defaults are the published ones for SYNTHIA with everything on.</summary>
public sealed record CorDAOptions
{
    /// <summary>DACS: class mixing with a mean teacher, no depth.</summary>
    public static CorDAOptions Dacs { get; } = new() { SourceDepthWeight = 0, MixDepthWeight = 0, DifficultyWeighting = false };

    /// <summary>Weight of the cross entropy on mixed pictures; 0 or more. With 0 no target picture is looked at.</summary>
    /// <value>1.</value>
    public double MixWeight { get; init; } = 1;

    /// <summary>Confidence from which a teacher's pixel counts as sure; 0 to 1.</summary>
    /// <value>0.968.</value>
    public double Threshold { get; init; } = 0.968;

    /// <summary>alpha, how much of the teacher stays at a step; 0 up to (not including) 1.</summary>
    /// <value>0.999.</value>
    public double TeacherDecay { get; init; } = 0.999;

    /// <summary>Weight of the depth loss on source pictures; 0 or more.</summary>
    /// <value>0.01.</value>
    public double SourceDepthWeight { get; init; } = 0.01;

    /// <summary>Weight of the depth loss on mixed pictures, the only place where the target's decoder learns; 0 or more.</summary>
    /// <value>0.001.</value>
    public double MixDepthWeight { get; init; } = 0.001;

    /// <summary>Whether pseudo-labels are weighted by how well the two depth decoders agree; needs <see cref="MixDepthWeight"/> above 0.</summary>
    /// <value>true.</value>
    public bool DifficultyWeighting { get; init; } = true;

    /// <summary>Steps during which the teacher's initial semantic head makes the pseudo-labels; 0 or more.</summary>
    /// <value>0; 25,001 of 250,000 in the released code for GTA5.</value>
    public long InitialLabelSteps { get; init; }

    /// <summary>Colour jitter and blur of mixed pictures.</summary>
    /// <value>Those of DACS.</value>
    public StrongAugmentationOptions Augmentation { get; init; } = new();

    /// <summary>Paper: difficulty weighs each picture by its own depth; only classes are mixed. ReleasedCode: by its batch's mean; void may be mixed too.</summary>
    public Fidelity Fidelity { get; init; } = Fidelity.Paper;

    /// <summary>Whether any loss needs depth; without, the depth decoders are not even computed.</summary>
    public bool UsesDepth => SourceDepthWeight > 0 || MixDepthWeight > 0;

    /// <summary>Throws where a field is out of range.</summary>
    /// <exception cref="ArgumentException">Names the field, the value and the range.</exception>
    public void Validate()
    {
        NotNegative(nameof(MixWeight), MixWeight);
        NotNegative(nameof(SourceDepthWeight), SourceDepthWeight);
        NotNegative(nameof(MixDepthWeight), MixDepthWeight);
        if (!(Threshold is >= 0 and <= 1))
            throw new ArgumentException($"{nameof(Threshold)}: expected 0 to 1, got {Threshold}");
        if (!(TeacherDecay is >= 0 and < 1))
            throw new ArgumentException($"{nameof(TeacherDecay)}: expected 0 up to 1 (not included), got {TeacherDecay}");
        if (InitialLabelSteps < 0)
            throw new ArgumentException($"{nameof(InitialLabelSteps)}: expected 0 or more, got {InitialLabelSteps}");
        if (DifficultyWeighting && MixDepthWeight == 0 && MixWeight > 0)
            throw new ArgumentException($"{nameof(DifficultyWeighting)}: expected {nameof(MixDepthWeight)} above 0, got 0: the target's depth decoder would never learn");
        Augmentation.Validate();
    }

    private static void NotNegative(string field, double value)
    {
        if (!(value >= 0 && double.IsFinite(value)))
            throw new ArgumentException($"{field}: expected a finite number of 0 or more, got {value}");
    }
}
