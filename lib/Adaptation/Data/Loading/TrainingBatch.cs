namespace Research.Adaptation.Data;

/// <summary>One training step's input. It owns its tensors: dispose it, no dispose scope does.</summary>
public abstract class TrainingBatch : IDisposable
{
    /// <summary>Names of all samples in it, so that an error can say on which pictures it happened.</summary>
    public abstract IReadOnlyList<string> Names { get; }

    /// <summary>Frees all tensors.</summary>
    public abstract void Dispose();
}
