using Research.Adaptation.Data;

namespace Research.Adaptation.Evaluation;

/// <summary>How a network is evaluated.</summary>
public sealed record EvaluationOptions
{
    /// <summary>How pictures become network input; nothing random in it. Labels are resized to the same size (nearest).</summary>
    public required ImagePreparation Preparation { get; init; }

    /// <summary>Pictures per forward pass, 1 to 256; does not change the result, networks run in evaluation mode.</summary>
    /// <value>1.</value>
    public int BatchSize { get; init; } = 1;

    /// <summary>Whether the probabilities of the picture and of its mirror image are averaged, as the released evaluation can.</summary>
    public bool AverageWithFlipped { get; init; }

    /// <summary>Throws where a field is out of range.</summary>
    /// <exception cref="ArgumentException">Names the field, the value and the range.</exception>
    public void Validate()
    {
        Preparation.Validate();
        if (Preparation.Flip || Preparation.BlurProbability > 0)
            throw new ArgumentException($"{nameof(Preparation)}: expected one without flip and blur");
        if (BatchSize is < 1 or > 256)
            throw new ArgumentException($"{nameof(BatchSize)}: expected 1 to 256, got {BatchSize}");
    }
}
