namespace Research.Adaptation.Data;

/// <summary>One training step's input: labelled source, unlabelled target. That the target has no labels is its type.</summary>
public class DomainBatch : TrainingBatch
{
    /// <summary>Takes over both parts.</summary>
    public DomainBatch(LabelledBatch source, UnlabelledBatch target)
    {
        Source = source;
        Target = target;
        Names = [.. source.Names, .. target.Names];
    }

    /// <summary>Pictures with labels of the source domain.</summary>
    public LabelledBatch Source { get; }

    /// <summary>Pictures of the target domain.</summary>
    public UnlabelledBatch Target { get; }

    /// <summary>Names of the source pictures, then of the target pictures.</summary>
    public override IReadOnlyList<string> Names { get; }

    /// <inheritdoc/>
    public override void Dispose()
    {
        Source.Dispose();
        Target.Dispose();
    }
}
