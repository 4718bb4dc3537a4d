namespace Research.Adaptation.Training;

/// <summary>Training cannot go on: a loss or a weight is no longer a finite number.</summary>
public sealed class TrainingException : Exception
{
    /// <summary>An error with what was found, at which step, and on which pictures.</summary>
    public TrainingException(string message, string term, long step, IReadOnlyList<string> samples)
        : base(message)
    {
        Term = term;
        Step = step;
        Samples = samples;
    }

    /// <summary>Name of the loss term, or of the weight.</summary>
    public string Term { get; }

    /// <summary>The step, from 0.</summary>
    public long Step { get; }

    /// <summary>Names of the batch's pictures.</summary>
    public IReadOnlyList<string> Samples { get; }
}
