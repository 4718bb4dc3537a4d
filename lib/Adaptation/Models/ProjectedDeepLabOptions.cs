namespace Research.Adaptation.Models;

/// <summary>What a <see cref="ProjectedDeepLab"/> is built from; the defaults are the network of the dual soft-paste paper.</summary>
public sealed record ProjectedDeepLabOptions
{
    /// <summary>Number of classes, 2 to 255 (255 itself marks ignored pixels).</summary>
    /// <value>19.</value>
    public int Classes { get; init; } = 19;

    /// <summary>The trunk.</summary>
    /// <value>ResNet-101.</value>
    public ResNetOptions Trunk { get; init; } = ResNetOptions.ResNet101;

    /// <summary>Dilations of the classifier's parallel 3x3 convolutions; each at least 1, at least two of them.</summary>
    /// <value>6, 12, 18, 24.</value>
    public IReadOnlyList<int> HeadDilations { get; init; } = [6, 12, 18, 24];

    /// <summary>Channels of the projected features, 1 to 4096.</summary>
    /// <value>256.</value>
    public int FeatureChannels { get; init; } = 256;

    /// <summary>Paper: all branches of the classifier are summed. ReleasedCode: only the first two are (its <c>return</c> stands inside the loop).</summary>
    public Fidelity Fidelity { get; init; } = Fidelity.Paper;

    /// <summary>How much faster the head learns than the trunk; above 0.</summary>
    /// <value>10.</value>
    public double HeadLearningRateFactor { get; init; } = 10;

    /// <summary>How much faster the projection learns than the trunk; 0 or more. Trained by the discrepancy alone it could shrink to nothing.</summary>
    /// <value>0: it stays as it was drawn, as in the released code, whose optimiser does not know it.</value>
    public double ProjectionLearningRateFactor { get; init; }

    /// <summary>How the trunk's convolutions start.</summary>
    /// <value><see cref="Models.Initialisation.SmallNormal"/>.</value>
    public Initialisation Initialisation { get; init; } = Initialisation.SmallNormal;

    /// <summary>Whether scale and shift of every normalisation stay as they are.</summary>
    /// <value>True, as in the released code; a trunk that starts from drawn weights may want them free.</value>
    public bool FrozenNormalisation { get; init; } = true;

    /// <summary>Throws where a field is out of range.</summary>
    /// <exception cref="ArgumentException">Names the field, the value and the range.</exception>
    public void Validate()
    {
        if (Classes is < 2 or > 255)
            throw new ArgumentException($"{nameof(Classes)}: expected 2 to 255, got {Classes}");
        if (HeadDilations is not { Count: >= 2 } || HeadDilations.Any(d => d is < 1 or > 1000))
            throw new ArgumentException($"{nameof(HeadDilations)}: expected at least two numbers from 1 to 1000, got [{string.Join(", ", HeadDilations ?? [])}]");
        if (FeatureChannels is < 1 or > 4096)
            throw new ArgumentException($"{nameof(FeatureChannels)}: expected 1 to 4096, got {FeatureChannels}");
        if (!(HeadLearningRateFactor > 0 && double.IsFinite(HeadLearningRateFactor)))
            throw new ArgumentException($"{nameof(HeadLearningRateFactor)}: expected a finite number above 0, got {HeadLearningRateFactor}");
        if (!(ProjectionLearningRateFactor >= 0 && double.IsFinite(ProjectionLearningRateFactor)))
            throw new ArgumentException($"{nameof(ProjectionLearningRateFactor)}: expected a finite number of 0 or more, got {ProjectionLearningRateFactor}");
        Trunk.Validate();
    }

    /// <inheritdoc/>
    public bool Equals(ProjectedDeepLabOptions? other) =>
        other is not null && Classes == other.Classes && Trunk == other.Trunk && FeatureChannels == other.FeatureChannels && Fidelity == other.Fidelity
        && HeadLearningRateFactor == other.HeadLearningRateFactor && ProjectionLearningRateFactor == other.ProjectionLearningRateFactor
        && Initialisation == other.Initialisation && FrozenNormalisation == other.FrozenNormalisation && HeadDilations.SequenceEqual(other.HeadDilations);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Classes, Trunk, FeatureChannels, Fidelity, HeadLearningRateFactor, Initialisation, FrozenNormalisation);
}
