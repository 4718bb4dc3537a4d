namespace Research.Adaptation.Models;

/// <summary>What the shared part of a DeepLabv3+ is built from: trunk, pyramid, low-level branch.</summary>
public sealed record DeepLabV3PlusOptions
{
    /// <summary>The trunk.</summary>
    /// <value>ResNet-50 with output stride 16 and multi-grid 1, 2, 4.</value>
    public ResNetOptions Trunk { get; init; } = ResNetOptions.ResNet50;

    /// <summary>Dilations of the pyramid's 3x3 convolutions, beside a 1x1 convolution and image pooling; each 1 to 1000.</summary>
    /// <value>6, 12, 18, for output stride 16.</value>
    public IReadOnlyList<int> PyramidDilations { get; init; } = [6, 12, 18];

    /// <summary>Channels of each pyramid branch and of its output, 1 to 4096.</summary>
    /// <value>256.</value>
    public int PyramidChannels { get; init; } = 256;

    /// <summary>Channels that the low-level features (layer 1, stride 4) are reduced to, 1 to 4096.</summary>
    /// <value>48.</value>
    public int LowLevelChannels { get; init; } = 48;

    /// <summary>Channels of the decoder's 3x3 convolutions, 1 to 4096.</summary>
    /// <value>256.</value>
    public int DecoderChannels { get; init; } = 256;

    /// <summary>Dropout after the pyramid and between the decoder's 3x3 convolutions, 0 up to 1.</summary>
    /// <value>0.5.</value>
    public double Dropout { get; init; } = 0.5;

    /// <summary>Dropout before the classifier's 1x1 convolution, 0 up to 1.</summary>
    /// <value>0.1.</value>
    public double ClassifierDropout { get; init; } = 0.1;

    /// <summary>How much slower the trunk learns than the rest; above 0.</summary>
    /// <value>0.1, for a pretrained trunk. A trunk that starts from drawn weights wants 1.</value>
    public double TrunkLearningRateFactor { get; init; } = 0.1;

    /// <summary>Throws where a field is out of range.</summary>
    /// <exception cref="ArgumentException">Names the field, the value and the range.</exception>
    public void Validate()
    {
        Trunk.Validate();
        if (PyramidDilations is not { Count: >= 1 and <= 16 } || PyramidDilations.Any(d => d is < 1 or > 1000))
            throw new ArgumentException($"{nameof(PyramidDilations)}: expected 1 to 16 numbers from 1 to 1000, got [{string.Join(", ", PyramidDilations ?? [])}]");
        CheckChannels(nameof(PyramidChannels), PyramidChannels);
        CheckChannels(nameof(LowLevelChannels), LowLevelChannels);
        CheckChannels(nameof(DecoderChannels), DecoderChannels);
        CheckDropout(nameof(Dropout), Dropout);
        CheckDropout(nameof(ClassifierDropout), ClassifierDropout);
        if (!(TrunkLearningRateFactor > 0 && double.IsFinite(TrunkLearningRateFactor)))
            throw new ArgumentException($"{nameof(TrunkLearningRateFactor)}: expected a finite number above 0, got {TrunkLearningRateFactor}");
    }

    /// <inheritdoc/>
    public bool Equals(DeepLabV3PlusOptions? other) =>
        other is not null && Trunk == other.Trunk && PyramidDilations.SequenceEqual(other.PyramidDilations)
        && PyramidChannels == other.PyramidChannels && LowLevelChannels == other.LowLevelChannels && DecoderChannels == other.DecoderChannels
        && Dropout == other.Dropout && ClassifierDropout == other.ClassifierDropout && TrunkLearningRateFactor == other.TrunkLearningRateFactor;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Trunk, PyramidChannels, LowLevelChannels, DecoderChannels, Dropout, ClassifierDropout);

    private static void CheckChannels(string field, int value)
    {
        if (value is < 1 or > 4096)
            throw new ArgumentException($"{field}: expected 1 to 4096, got {value}");
    }

    private static void CheckDropout(string field, double value)
    {
        if (!(value is >= 0 and < 1))
            throw new ArgumentException($"{field}: expected 0 up to 1 (not included), got {value}");
    }
}
