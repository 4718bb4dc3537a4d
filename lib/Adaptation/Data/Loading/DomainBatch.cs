namespace Research.Adaptation.Data;

/// <summary>One training step's input: labelled source, unlabelled target. That the target has no labels is its type.</summary>
public sealed class DomainBatch : IDisposable
{
    /// <summary>Takes over both parts.</summary>
    public DomainBatch(LabelledBatch source, UnlabelledBatch target)
    {
        Source = source;
        Target = target;
    }

    /// <summary>Pictures with labels of the source domain.</summary>
    public LabelledBatch Source { get; }

    /// <summary>Pictures of the target domain.</summary>
    public UnlabelledBatch Target { get; }

    /// <summary>Frees all tensors.</summary>
    public void Dispose()
    {
        Source.Dispose();
        Target.Dispose();
    }
}
