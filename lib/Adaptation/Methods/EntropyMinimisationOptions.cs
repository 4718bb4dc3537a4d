using Research.Adaptation.Losses;

namespace Research.Adaptation.Methods;

/// <summary>Settings of <see cref="EntropyMinimisation"/>.</summary>
public sealed record EntropyMinimisationOptions
{
    /// <summary>lambda_T, on the released code's scale (its entropy is a mean over pixels and classes); 0 or more.</summary>
    /// <value>0.1, as the released commands pass.</value>
    public double TargetWeight { get; init; } = 0.1;

    /// <summary>Which of the two forms of <see cref="Entropy.Of"/>; both give the same gradients, because the weight is rescaled.</summary>
    public Fidelity Fidelity { get; init; } = Fidelity.Paper;

    /// <summary>The factor in front of the loss: lambda_T itself for the released form, lambda_T / C for the paper's.</summary>
    /// <param name="classes">Number of classes C.</param>
    public double FormulaWeight(int classes) => Fidelity == Fidelity.Paper ? TargetWeight / classes : TargetWeight;

    /// <summary>Throws where a field is out of range.</summary>
    /// <exception cref="ArgumentException">Names the field, the value and the range.</exception>
    public void Validate()
    {
        if (!(TargetWeight >= 0 && double.IsFinite(TargetWeight)))
            throw new ArgumentException($"{nameof(TargetWeight)}: expected a finite number of 0 or more, got {TargetWeight}");
    }
}
