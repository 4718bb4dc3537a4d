using Research.Adaptation.Losses;
using Research.Adaptation.Models;

namespace Research.Adaptation.Methods;

/// <summary>Settings of <see cref="RegionDann"/>. The paper leaves each of them open except the region scope; the defaults are this library's choice.</summary>
public sealed record RegionDannOptions
{
    /// <summary>Where features are read.</summary>
    /// <value><see cref="SegNetTap.Pool5"/>, the encoder's output.</value>
    public SegNetTap Tap { get; init; } = SegNetTap.Pool5;

    /// <summary>One classifier per region (the proposal) or one per picture (DANN), and its depth.</summary>
    public DomainClassifierOptions Classifier { get; init; } = new();

    /// <summary>Mean or sum of the regions' losses.</summary>
    /// <value><see cref="RegionReduction.Mean"/>.</value>
    public RegionReduction Reduction { get; init; } = RegionReduction.Mean;

    /// <summary>lambda over the run.</summary>
    public ReversalSchedule Reversal { get; init; } = new();

    /// <summary>How the domains pass through batch normalisation.</summary>
    /// <value><see cref="BatchStatistics.Separate"/>.</value>
    public BatchStatistics Statistics { get; init; } = BatchStatistics.Separate;

    /// <summary>How much faster the domain classifiers learn than the network; above 0.</summary>
    /// <value>1.</value>
    public double ClassifierLearningRateFactor { get; init; } = 1;

    /// <summary>Weight of each class in the class loss, 0 or more, one per class; null for 1.</summary>
    /// <value>null. SegNet's tutorial uses median-frequency weights (<see cref="Data.ClassStatistics.MedianFrequencyWeights"/>).</value>
    public IReadOnlyList<double>? ClassWeights { get; init; }

    /// <summary>Throws where a field is out of range.</summary>
    /// <exception cref="ArgumentException">Names the field, the value and the range.</exception>
    public void Validate()
    {
        Classifier.Validate();
        Reversal.Validate();
        if (!(ClassifierLearningRateFactor > 0 && double.IsFinite(ClassifierLearningRateFactor)))
            throw new ArgumentException($"{nameof(ClassifierLearningRateFactor)}: expected a finite number above 0, got {ClassifierLearningRateFactor}");
        if (ClassWeights?.FirstOrDefault(w => !(w >= 0 && double.IsFinite(w)), 0) is { } bad && bad != 0)
            throw new ArgumentException($"{nameof(ClassWeights)}: expected finite numbers of 0 or more, got {bad}");
    }
}
