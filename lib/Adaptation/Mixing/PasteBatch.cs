using Research.Adaptation.Data;

namespace Research.Adaptation.Mixing;

/// <summary>One step's input for pasting: source pictures to paste onto, others to paste from, target pictures, rare crops.</summary>
public sealed class PasteBatch : TrainingBatch
{
    /// <summary>Takes over all parts.</summary>
    public PasteBatch(LabelledBatch source, LabelledBatch template, UnlabelledBatch target, IReadOnlyList<RarePatch> rare)
    {
        Source = source;
        Template = template;
        Target = target;
        Rare = rare;
        Names = [.. source.Names, .. template.Names, .. target.Names];
    }

    /// <summary>Source batch A: supervises, and is pasted onto.</summary>
    public LabelledBatch Source { get; }

    /// <summary>Source batch B, drawn independently of A: what is pasted.</summary>
    public LabelledBatch Template { get; }

    /// <summary>Target pictures.</summary>
    public UnlabelledBatch Target { get; }

    /// <summary>Crops with rare classes; none where long-tail class first sampling is off.</summary>
    public IReadOnlyList<RarePatch> Rare { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Names { get; }

    /// <inheritdoc/>
    public override void Dispose()
    {
        Source.Dispose();
        Template.Dispose();
        Target.Dispose();
        foreach (var patch in Rare) patch.Dispose();
    }
}
