namespace Research.Adaptation.Mixing;

/// <summary>Settings of <see cref="StrongAugmentation"/>; the defaults are those of DACS, DSP and CorDA.</summary>
public sealed record StrongAugmentationOptions
{
    /// <summary>No change at all.</summary>
    public static StrongAugmentationOptions None { get; } = new() { JitterProbability = 0, BlurProbability = 0 };

    /// <summary>Probability that a step jitters colours, 0 to 1.</summary>
    /// <value>0.8: the released codes jitter where a uniform number exceeds 0.2.</value>
    public double JitterProbability { get; init; } = 0.8;

    /// <summary>Probability that a step blurs, 0 to 1.</summary>
    /// <value>0.5.</value>
    public double BlurProbability { get; init; } = 0.5;

    /// <summary>How far colours go.</summary>
    public JitterOptions Jitter { get; init; } = new();

    /// <summary>Paper: channels are told apart by the normalisation's order. ReleasedCode: channel 0 is taken for red whatever it is (BGR read as RGB).</summary>
    public Fidelity Fidelity { get; init; } = Fidelity.Paper;

    /// <summary>Throws where a field is out of range.</summary>
    /// <exception cref="ArgumentException">Names the field, the value and the range.</exception>
    public void Validate()
    {
        Check(nameof(JitterProbability), JitterProbability);
        Check(nameof(BlurProbability), BlurProbability);
        Jitter.Validate();
    }

    private static void Check(string field, double value)
    {
        if (!(value is >= 0 and <= 1))
            throw new ArgumentException($"{nameof(StrongAugmentationOptions)}.{field}: expected 0 to 1, got {value}");
    }
}
