namespace Research.Adaptation.Training;

/// <summary>What one training step did.</summary>
/// <param name="Step">Steps done before it.</param>
/// <param name="LearningRate">The trunk's rate.</param>
/// <param name="Losses">Each term with its weight applied, then each term's parts without, in the method's order.</param>
/// <param name="Samples">Names of the batch's samples.</param>
public sealed record StepReport(
    long Step, double LearningRate, IReadOnlyList<(string Name, double Value)> Losses, IReadOnlyList<string> Samples)
{
    /// <summary>Euclidean norm of all gradients together, before clipping.</summary>
    public double GradientNorm { get; init; }
}
