namespace Research.Adaptation.Models;

/// <summary>What a <see cref="MultiTaskDeepLab"/> is built from.</summary>
public sealed record MultiTaskOptions
{
    /// <summary>Number of classes C, 2 to 255 (255 itself marks ignored pixels).</summary>
    /// <value>19.</value>
    public int Classes { get; init; } = 19;

    /// <summary>The trunk.</summary>
    /// <value>ResNet-101.</value>
    public ResNetOptions Trunk { get; init; } = ResNetOptions.ResNet101;

    /// <summary>Channels K of a task's features; a multiple of 4, 4 to 2048.</summary>
    /// <value>256.</value>
    public int TaskWidth { get; init; } = 256;

    /// <summary>Whether the tasks exchange features (the task feature correlation module), and predict before the exchange too.</summary>
    /// <value>true; false is the released ablation network without attention.</value>
    public bool Exchange { get; init; } = true;

    /// <summary>Where classes are predicted before the exchange. Read only with <see cref="Exchange"/>.</summary>
    /// <value><see cref="Models.InitialSemantics.TaskFeatures"/>, the network for SYNTHIA.</value>
    public InitialSemantics InitialSemantics { get; init; } = InitialSemantics.TaskFeatures;

    /// <summary>Dilations of the classifiers' parallel 3x3 convolutions; each at least 1, at least two of them.</summary>
    /// <value>6, 12, 18, 24.</value>
    public IReadOnlyList<int> HeadDilations { get; init; } = [6, 12, 18, 24];

    /// <summary>Paper: all branches of a dilated head are summed. ReleasedCode: only the first two are (its <c>return</c> stands inside the loop).</summary>
    public Fidelity Fidelity { get; init; } = Fidelity.Paper;

    /// <summary>Whether the affine parameters of all the trunk's normalisations are frozen, as with a pretrained trunk; running statistics move all the same.</summary>
    /// <value>true. A trunk that starts from drawn weights wants them to learn (the stem's stay frozen even then).</value>
    public bool FreezeTrunkNormalisation { get; init; } = true;

    /// <summary>How much faster everything behind the trunk learns; above 0.</summary>
    /// <value>10, for a pretrained trunk.</value>
    public double HeadLearningRateFactor { get; init; } = 10;

    /// <summary>The same for the initial classifier on the trunk's features (<see cref="InitialSemantics.TrunkFeatures"/>); above 0.</summary>
    /// <value>10, as all heads. A trunk that starts from drawn weights gives this classifier large features, and it wants less.</value>
    public double TrunkClassifierLearningRateFactor { get; init; } = 10;

    /// <summary>How convolutions start; classifiers and attention always with the small deviation.</summary>
    /// <value><see cref="Models.Initialisation.SmallNormal"/>.</value>
    public Initialisation Initialisation { get; init; } = Initialisation.SmallNormal;

    /// <summary>The same for the four depth heads; above 0.</summary>
    /// <value>10, as all heads. Their targets are tens to hundreds and their loss weighs a hundredth: a short training wants more.</value>
    public double DepthLearningRateFactor { get; init; } = 10;

    /// <summary>Inverse depth that the depth heads predict before training (their bias); finite, 0 or more.</summary>
    /// <value>0. A short training wants the data's typical value, or the first steps go into finding it.</value>
    public double DepthStart { get; init; }

    /// <summary>Throws where a field is out of range.</summary>
    /// <exception cref="ArgumentException">Names the field, the value and the range.</exception>
    public void Validate()
    {
        if (Classes is < 2 or > 255)
            throw new ArgumentException($"{nameof(Classes)}: expected 2 to 255, got {Classes}");
        if (TaskWidth is < 4 or > 2048 || TaskWidth % 4 != 0)
            throw new ArgumentException($"{nameof(TaskWidth)}: expected a multiple of 4 from 4 to 2048, got {TaskWidth}");
        if (HeadDilations is not { Count: >= 2 } || HeadDilations.Any(d => d is < 1 or > 1000))
            throw new ArgumentException($"{nameof(HeadDilations)}: expected at least two numbers from 1 to 1000, got [{string.Join(", ", HeadDilations ?? [])}]");
        Positive(nameof(HeadLearningRateFactor), HeadLearningRateFactor);
        Positive(nameof(TrunkClassifierLearningRateFactor), TrunkClassifierLearningRateFactor);
        Positive(nameof(DepthLearningRateFactor), DepthLearningRateFactor);
        if (!(DepthStart >= 0 && double.IsFinite(DepthStart)))
            throw new ArgumentException($"{nameof(DepthStart)}: expected a finite number of 0 or more, got {DepthStart}");
        if (!Enum.IsDefined(InitialSemantics))
            throw new ArgumentException($"{nameof(InitialSemantics)}: expected TaskFeatures or TrunkFeatures, got {InitialSemantics}");
        Trunk.Validate();
    }

    /// <inheritdoc/>
    public bool Equals(MultiTaskOptions? other) =>
        other is not null && Classes == other.Classes && Trunk == other.Trunk && TaskWidth == other.TaskWidth && Exchange == other.Exchange
        && InitialSemantics == other.InitialSemantics && HeadDilations.SequenceEqual(other.HeadDilations) && Fidelity == other.Fidelity
        && FreezeTrunkNormalisation == other.FreezeTrunkNormalisation && HeadLearningRateFactor == other.HeadLearningRateFactor
        && TrunkClassifierLearningRateFactor == other.TrunkClassifierLearningRateFactor && Initialisation == other.Initialisation
        && DepthLearningRateFactor == other.DepthLearningRateFactor && DepthStart == other.DepthStart;

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(Classes, Trunk, TaskWidth, Exchange, InitialSemantics, HeadDilations.Count, Fidelity, HeadLearningRateFactor);

    private static void Positive(string field, double value)
    {
        if (!(value > 0 && double.IsFinite(value)))
            throw new ArgumentException($"{field}: expected a finite number above 0, got {value}");
    }
}
