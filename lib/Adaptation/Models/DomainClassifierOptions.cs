namespace Research.Adaptation.Models;

/// <summary>What a <see cref="DomainClassifier"/> is built from. The region paper states only that it is fully connected.</summary>
public sealed record DomainClassifierOptions
{
    /// <summary>One per region, or one for the picture.</summary>
    /// <value><see cref="DomainClassifierScope.Region"/>.</value>
    public DomainClassifierScope Scope { get; init; } = DomainClassifierScope.Region;

    /// <summary>Hidden layers with ReLU before the output, 0 to 3.</summary>
    /// <value>0: a single fully connected layer.</value>
    public int HiddenLayers { get; init; }

    /// <summary>Units of each hidden layer, 1 to 4096. Read only with <see cref="HiddenLayers"/>.</summary>
    /// <value>64.</value>
    public int HiddenWidth { get; init; } = 64;

    /// <summary>Throws where a field is out of range.</summary>
    /// <exception cref="ArgumentException">Names the field, the value and the range.</exception>
    public void Validate()
    {
        if (!Enum.IsDefined(Scope))
            throw new ArgumentException($"{nameof(Scope)}: expected one of {string.Join(", ", Enum.GetNames<DomainClassifierScope>())}, got {Scope}");
        if (HiddenLayers is < 0 or > 3)
            throw new ArgumentException($"{nameof(HiddenLayers)}: expected 0 to 3, got {HiddenLayers}");
        if (HiddenWidth is < 1 or > 4096)
            throw new ArgumentException($"{nameof(HiddenWidth)}: expected 1 to 4096, got {HiddenWidth}");
    }
}
