namespace Research.Adaptation.Data;

/// <summary>One training step's input from several datasets at once.</summary>
public sealed class MultiDomainBatch : TrainingBatch
{
    /// <summary>Takes over the parts.</summary>
    public MultiDomainBatch(IReadOnlyList<MultiDomainPart> domains)
    {
        Domains = domains;
        Names = [.. domains.SelectMany(d => d.Labelled.Names.Concat(d.Unlabelled?.Names ?? []))];
    }

    /// <summary>What each dataset gives, in the loader's order.</summary>
    public IReadOnlyList<MultiDomainPart> Domains { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Names { get; }

    /// <inheritdoc/>
    public override void Dispose()
    {
        foreach (var domain in Domains)
        {
            domain.Labelled.Dispose();
            domain.Unlabelled?.Dispose();
        }
    }
}
