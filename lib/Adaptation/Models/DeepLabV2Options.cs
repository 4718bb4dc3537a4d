namespace Research.Adaptation.Models;

/// <summary>What a <see cref="DeepLabV2"/> is built from.</summary>
public sealed record DeepLabV2Options
{
    /// <summary>Number of classes, 2 to 255 (255 itself marks ignored pixels).</summary>
    /// <value>19.</value>
    public int Classes { get; init; } = 19;

    /// <summary>The trunk.</summary>
    /// <value>ResNet-101.</value>
    public ResNetOptions Trunk { get; init; } = ResNetOptions.ResNet101;

    /// <summary>Dilations of the classifier's parallel 3x3 convolutions; each at least 1, at least two of them.</summary>
    /// <value>6, 12, 18, 24 (DeepLabv2's ASPP-L).</value>
    public IReadOnlyList<int> HeadDilations { get; init; } = [6, 12, 18, 24];

    /// <summary>Paper: all branches of a classifier are summed. ReleasedCode: only the first two are (its <c>return</c> stands inside the loop).</summary>
    public Fidelity Fidelity { get; init; } = Fidelity.Paper;

    /// <summary>How much faster the heads learn than the trunk; above 0.</summary>
    /// <value>10, for a pretrained trunk. A trunk that starts from drawn weights gives the heads large features and wants less.</value>
    public double HeadLearningRateFactor { get; init; } = 10;

    /// <summary>How the trunk's convolutions start.</summary>
    /// <value><see cref="Models.Initialisation.SmallNormal"/>.</value>
    public Initialisation Initialisation { get; init; } = Initialisation.SmallNormal;

    /// <summary>Throws where a field is out of range.</summary>
    /// <exception cref="ArgumentException">Names the field, the value and the range.</exception>
    public void Validate()
    {
        if (Classes is < 2 or > 255)
            throw new ArgumentException($"{nameof(Classes)}: expected 2 to 255, got {Classes}");
        if (HeadDilations is not { Count: >= 2 } || HeadDilations.Any(d => d is < 1 or > 1000))
            throw new ArgumentException($"{nameof(HeadDilations)}: expected at least two numbers from 1 to 1000, got [{string.Join(", ", HeadDilations ?? [])}]");
        if (!(HeadLearningRateFactor > 0 && double.IsFinite(HeadLearningRateFactor)))
            throw new ArgumentException($"{nameof(HeadLearningRateFactor)}: expected a finite number above 0, got {HeadLearningRateFactor}");
        Trunk.Validate();
    }

    /// <inheritdoc/>
    public bool Equals(DeepLabV2Options? other) =>
        other is not null && Classes == other.Classes && Trunk == other.Trunk && Fidelity == other.Fidelity
        && Initialisation == other.Initialisation && HeadLearningRateFactor == other.HeadLearningRateFactor && HeadDilations.SequenceEqual(other.HeadDilations);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Classes, Trunk, Fidelity, Initialisation, HeadLearningRateFactor, HeadDilations.Count);
}
