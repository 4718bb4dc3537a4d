namespace Research.Adaptation.Losses;

/// <summary>Settings of <see cref="DirectionalContrast"/>.</summary>
public sealed record DirectionalContrastOptions
{
    /// <summary>tau, what similarities are divided by; above 0.</summary>
    /// <value>0.1.</value>
    public double Temperature { get; init; } = 0.1;

    /// <summary>gamma, the confidence that a pixel must exceed before another one moves towards it; 0 to 1.</summary>
    /// <value>0.75; not stated in the multi-head paper, taken from the code it builds on.</value>
    public double Threshold { get; init; } = 0.75;

    /// <summary>What the sum is divided by: the shared pixels (Paper) or those that pass the mask (ReleasedCode).</summary>
    public Fidelity Fidelity { get; init; } = Fidelity.Paper;

    /// <summary>Pixels per block of similarities, at least 1. Changes memory, not the result beyond rounding.</summary>
    /// <value>1024.</value>
    public long RowBlock { get; init; } = 1024;

    /// <summary>Bank entries per block of similarities, at least 1. Changes memory, not the result beyond rounding.</summary>
    /// <value>8192.</value>
    public long ColumnBlock { get; init; } = 8192;

    /// <summary>Throws where a field is out of range.</summary>
    /// <exception cref="ArgumentException">Names the field, the value and the range.</exception>
    public void Validate()
    {
        if (!(Temperature > 0 && double.IsFinite(Temperature)))
            throw new ArgumentException($"{nameof(Temperature)}: expected a finite number above 0, got {Temperature}");
        if (!(Threshold is >= 0 and <= 1))
            throw new ArgumentException($"{nameof(Threshold)}: expected 0 to 1, got {Threshold}");
        if (RowBlock < 1)
            throw new ArgumentException($"{nameof(RowBlock)}: expected at least 1, got {RowBlock}");
        if (ColumnBlock < 1)
            throw new ArgumentException($"{nameof(ColumnBlock)}: expected at least 1, got {ColumnBlock}");
    }
}
