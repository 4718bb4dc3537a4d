// The strength of gradient reversal: Y. Ganin et al., "Domain-Adversarial Training of Neural Networks", JMLR 17(59), 2016,
// arXiv 1505.07818, Section 5.2.2. The region-wise paper only writes -lambda.

namespace Research.Adaptation.Methods;

/// <summary>lambda over a run.</summary>
public sealed record ReversalSchedule
{
    /// <summary>The value that lambda approaches or has; 0 or more. With 0 nothing is adversarial and the target is not looked at.</summary>
    /// <value>1.</value>
    public double Maximum { get; init; } = 1;

    /// <summary>gamma, how fast lambda grows; above 0. Null: lambda is <see cref="Maximum"/> from the first step.</summary>
    /// <value>10, as in the JMLR paper.</value>
    public double? Growth { get; init; } = 10;

    /// <summary>From 0 towards a maximum, as in the JMLR paper.</summary>
    public static ReversalSchedule Growing(double maximum = 1) => new() { Maximum = maximum };

    /// <summary>The same at every step.</summary>
    public static ReversalSchedule Constant(double lambda) => new() { Maximum = lambda, Growth = null };

    /// <summary>lambda_p = Maximum (2 / (1 + exp(-gamma p)) - 1), or Maximum.</summary>
    /// <param name="progress">p: share of the run done, 0 to 1.</param>
    /// <exception cref="ArgumentException">p is outside 0 to 1.</exception>
    public double At(double progress)
    {
        if (!(progress is >= 0 and <= 1))
            throw new ArgumentException($"progress: expected 0 to 1, got {progress}");
        return Growth is { } gamma ? Maximum * (2 / (1 + Math.Exp(-gamma * progress)) - 1) : Maximum;
    }

    /// <summary>Throws where a field is out of range.</summary>
    /// <exception cref="ArgumentException">Names the field, the value and the range.</exception>
    public void Validate()
    {
        if (!(Maximum >= 0 && double.IsFinite(Maximum)))
            throw new ArgumentException($"{nameof(Maximum)}: expected a finite number of 0 or more, got {Maximum}");
        if (Growth is { } gamma && !(gamma > 0 && double.IsFinite(gamma)))
            throw new ArgumentException($"{nameof(Growth)}: expected a finite number above 0, or null, got {gamma}");
    }
}
